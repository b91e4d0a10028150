package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.server.migration.FleetMigration;
import com.genericcorp.hq.server.migration.FleetRehearsal;
import com.genericcorp.hq.server.migration.FleetRehearsal.Tried;
import com.genericcorp.hq.server.migration.FleetRun;
import com.genericcorp.hq.server.migration.FleetStatus;
import com.genericcorp.hq.server.migration.TenantSchemas;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code tenants migrate} prints, for people or programs. */
record FleetOutput(boolean json) {
  private static final double MILLIS = 1e6;

  /** Prints what came of a run; returns the exit code. */
  int print(FleetMigration.Outcome outcome) {
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("run", outcome.run());
      shown.put("version", outcome.version());
      shown.put("migrated", outcome.migrated());
      shown.put(
          "failed",
          outcome.failures().entrySet().stream()
              .map(one -> ordered("slug", one.getKey(), "reason", one.getValue()))
              .toList());
      shown.put("waiting", outcome.waiting());
      shown.put("stopped", outcome.stopped().orElse(null));
      shown.put("seconds", outcome.took().toMillis() / 1000.0);
      System.out.println(Json.print(shown));
    } else if (outcome.run() == 0) {
      System.out.printf("All organisations are at version %d already.%n", outcome.version());
    } else if (outcome.well()) {
      System.out.printf(
          "%,d organisations migrated to version %d in %.1f s (run %d).%n",
          outcome.migrated(), outcome.version(), outcome.took().toMillis() / 1000.0, outcome.run());
    } else {
      System.err.println(TenantSchemas.sentence(outcome));
    }
    return outcome.well() ? 0 : 1;
  }

  /** Prints what would be done; returns the exit code. */
  int print(FleetRehearsal.Rehearsed rehearsed) {
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("organizations", rehearsed.behind());
      shown.put("files", rehearsed.files());
      shown.put("on", rehearsed.on());
      shown.put("statements", rehearsed.tried().stream().map(FleetOutput::row).toList());
      System.out.println(Json.print(shown));
      return rehearsed.well() ? 0 : 1;
    }
    if (rehearsed.behind() == 0) {
      System.out.println("No organisation is behind: there is nothing to do.");
      return 0;
    }
    Table table = Table.of("WHERE", "MS", "STATEMENT");
    for (Tried one : rehearsed.tried()) {
      table.row(
          one.file() + ":" + one.line(),
          "%.1f".formatted(one.took().toNanos() / MILLIS),
          one.statement());
    }
    System.out.printf(
        "%,d organisations would be migrated by %s. Tried on %s, and undone:%n%s",
        rehearsed.behind(), String.join(", ", rehearsed.files()), rehearsed.on(), table);
    rehearsed.tried().stream()
        .filter(one -> one.problem().isPresent())
        .forEach(
            one ->
                System.err.printf(
                    "%s:%d fails: %s%n", one.file(), one.line(), one.problem().orElse("")));
    return rehearsed.well() ? 0 : 1;
  }

  /** Prints where the organisations stand. */
  void print(FleetStatus status) {
    if (json) {
      System.out.println(Json.print(document(status)));
      return;
    }
    Table table = Table.of("VERSION", "ORGANISATIONS", "");
    new TreeMap<>(status.versions())
        .forEach(
            (version, count) ->
                table.row(
                    Integer.toString(version),
                    "%,d".formatted(count),
                    version < status.latest()
                        ? "behind"
                        : version > status.latest() ? "newer than this build" : ""));
    System.out.print(table);
    status
        .run()
        .ifPresent(
            run ->
                System.out.printf(
                    "%nRun %d to version %d, begun by %s at %s: %s%n  %,d done, %,d failed, %,d to"
                        + " come%n",
                    run.id(),
                    run.version(),
                    run.begunBy(),
                    time(run.begunAt()),
                    state(run, status.alive()),
                    status.counts().done(),
                    status.counts().failed(),
                    status.counts().waiting()));
    if (!status.failed().isEmpty()) {
      Table failed = Table.of("FAILED", "VERSION", "REASON");
      status
          .failed()
          .forEach(one -> failed.row(one.slug(), Integer.toString(one.version()), one.reason()));
      System.out.printf("%n%s", failed);
    }
  }

  private static String state(FleetRun run, boolean alive) {
    String state = run.state().name().toLowerCase(Locale.ROOT);
    if (run.state() == FleetRun.State.RUNNING && !alive) {
      return "its processes are gone; 'tenants migrate' goes on with it";
    }
    return run.reason() == null ? state : state + ": " + run.reason();
  }

  private static Map<String, Object> document(FleetStatus status) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("latest", status.latest());
    shown.put("behind", status.behind());
    shown.put(
        "versions",
        new TreeMap<>(status.versions())
            .entrySet().stream()
                .map(one -> ordered("version", one.getKey(), "organizations", one.getValue()))
                .toList());
    shown.put("run", status.run().map(run -> document(run, status)).orElse(null));
    shown.put("failed", status.failed());
    return shown;
  }

  private static Map<String, Object> document(FleetRun run, FleetStatus status) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", run.id());
    shown.put("version", run.version());
    shown.put("begunBy", run.begunBy());
    shown.put("begunAt", time(run.begunAt()));
    shown.put("endedAt", time(run.endedAt()));
    shown.put("state", run.state().name().toLowerCase(Locale.ROOT));
    shown.put("alive", status.alive());
    shown.put("reason", run.reason());
    shown.put("done", status.counts().done());
    shown.put("failed", status.counts().failed());
    shown.put("waiting", status.counts().waiting());
    return shown;
  }

  private static Map<String, Object> row(Tried one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", one.file());
    row.put("line", one.line());
    row.put("statement", one.statement());
    row.put("millis", one.took().toNanos() / MILLIS);
    row.put("problem", one.problem().orElse(null));
    return row;
  }

  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, other);
    return map;
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
