package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.server.adoption.Adoption.Adopted;
import com.genericcorp.hq.server.adoption.AdoptionPlan;
import com.genericcorp.hq.server.adoption.AdoptionRecord;
import com.genericcorp.hq.server.adoption.Reversal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code tenants adopt} prints. */
final class AdoptOutput {
  private static final double MEGABYTE = 1_000_000;

  private AdoptOutput() {}

  static void plan(AdoptionPlan plan, boolean json) {
    if (json) {
      System.out.println(Json.print(values(plan)));
      return;
    }
    System.out.printf(
        "Source: %s, schema '%s'%nIt is %s.%n%n", plan.source(), plan.schema(), plan.recognised());
    Table table = Table.of("TABLE", "BECOMES", "ROWS", "MB");
    plan.tables()
        .forEach(
            line ->
                table.row(
                    line.from(), line.to(), Long.toString(line.rows()), megabytes(line.bytes())));
    System.out.print(table);
    System.out.printf("All: %d rows, %s MB.%n", plan.rows(), megabytes(plan.bytes()));
    if (!plan.leftBehind().isEmpty()) {
      System.out.printf("Left behind: %s.%n", String.join(", ", plan.leftBehind()));
    }
    plan.remarks().forEach(System.out::println);
    System.out.printf(
        "%s for some %d s, %d s at the most.%n",
        plan.way().equals("move") ? "Nobody can use the tables" : "Nobody can write to the source",
        plan.pause().toSeconds(),
        plan.longestPause().toSeconds());
    if (plan.refusals().isEmpty()) {
      System.out.printf(
          "%nNothing was changed. To %s it: the same with --yes. Until it is confirmed,"
              + " --revert puts it back.%n",
          plan.way());
    } else {
      System.out.printf("%nIt cannot be adopted so:%n");
      plan.refusals().forEach(refusal -> System.out.println("- " + refusal + "."));
    }
  }

  static void adopted(Adopted adopted, String url, boolean json) {
    AdoptionPlan plan = adopted.plan();
    double seconds = adopted.pause().toMillis() / 1000.0;
    if (json) {
      Map<String, Object> values = values(plan);
      values.put("adopted", true);
      values.put("id", adopted.tenantId());
      values.put("url", url);
      values.put("apiKey", adopted.key().reveal());
      values.put("pausedSeconds", seconds);
      System.out.println(Json.print(values));
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "Organisation '%s' is there: %s%n%d rows of %s, schema '%s', by %s; the source rested for"
            + " %.1f s.%nA new API key, shown this once: %s%n"
            + "The source's own keys open it with '%s' as their middle part.%n"
            + "'tenants adopt %s --revert' puts it back, until 'tenants adopt %s --confirm'.%n",
        plan.slug(),
        url,
        plan.rows(),
        plan.source(),
        plan.schema(),
        plan.way(),
        seconds,
        adopted.key().reveal(),
        adopted.tenantId(),
        plan.slug(),
        plan.slug());
  }

  static void reverted(Reversal.Outlook outlook, boolean done, boolean json) {
    if (json) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("slug", outlook.slug());
      values.put("way", outlook.way());
      values.put("reverted", done);
      values.put("effects", outlook.sentences());
      values.put("refusals", outlook.refusals());
      System.out.println(Json.print(values));
      return;
    }
    outlook.sentences().forEach(System.out::println);
    outlook.refusals().forEach(refusal -> System.out.println("- " + refusal + "."));
    if (done) {
      System.out.printf(
          "Organisation '%s' was put back: there is none any more.%n", outlook.slug());
    } else if (outlook.refusals().isEmpty()) {
      System.out.printf("%nNothing was changed. To put it back: the same with --yes.%n");
    }
  }

  static void confirmed(AdoptionRecord record, boolean json) {
    System.out.println(
        json
            ? Json.print(Map.of("slug", record.slug(), "state", "confirmed"))
            : "The adoption of '%s' is confirmed: it can no longer be put back."
                .formatted(record.slug()));
  }

  static void list(List<AdoptionRecord> records, boolean json) {
    if (json) {
      System.out.println(Json.print(records.stream().map(AdoptOutput::row).toList()));
      return;
    }
    Table table =
        Table.of("SLUG", "ID", "WAY", "STATE", "SOURCE", "SCHEMA", "STARTED", "ADOPTED", "ENDED");
    records.forEach(record -> table.row(row(record).values().toArray(String[]::new)));
    System.out.print(table);
  }

  private static Map<String, String> row(AdoptionRecord record) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("slug", record.slug());
    row.put("id", record.tenantId());
    row.put("way", record.way());
    row.put("state", record.state().spelling());
    row.put("source", record.source());
    row.put("schema", record.schema());
    row.put("startedAt", time(record.startedAt()));
    row.put("adoptedAt", time(record.adoptedAt()));
    row.put("endedAt", time(record.endedAt()));
    return row;
  }

  private static Map<String, Object> values(AdoptionPlan plan) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("slug", plan.slug());
    values.put("adopted", false);
    values.put("way", plan.way());
    values.put("source", plan.source());
    values.put("schema", plan.schema());
    values.put("recognised", plan.recognised());
    values.put("fingerprint", plan.fingerprint());
    values.put("version", plan.version());
    values.put("latest", plan.latest());
    values.put("tables", plan.tables());
    values.put("leftBehind", plan.leftBehind());
    values.put("pauseSeconds", plan.pause().toSeconds());
    values.put("longestPauseSeconds", plan.longestPause().toSeconds());
    values.put("refusals", plan.refusals());
    return values;
  }

  private static String time(@Nullable Instant instant) {
    return instant == null ? "" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
  }
}
