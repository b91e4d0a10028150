package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.lifecycle.TenantDetails;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows an organisation: where it is, how it is, what was done with it and by whom.",
    footer = {"", "Example: tenants show acme --json"})
final class TenantsShow implements Runnable {
  @Parameters(paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Option(names = "--json", description = "Print {id, slug, name, tier, status, …, events}.")
  private boolean json;

  @Override
  public void run() {
    Slug known = new Slug(slug);
    Variables variables = Variables.ofProcess();
    Hosts hosts = Tenants.hosts(variables);
    Administration administration = Administration.of(variables);
    TenantAdministration tenants = new TenantAdministration(administration);
    TenantDetails details = TenantDetails.of(administration, tenants, tenants.require(known));
    Map<String, @Nullable Object> shown = fields(details, hosts);
    List<Map<String, String>> events = details.events().stream().map(TenantsShow::row).toList();
    if (json) {
      shown.put("events", events);
      System.out.println(Json.print(shown));
      return;
    }
    Table fields = new Table();
    shown.forEach((field, value) -> fields.row(field, value == null ? "" : value.toString()));
    System.out.print(fields);
    Table steps = Table.of("AT", "BY", "WHAT", "DETAIL");
    events.forEach(event -> steps.row(event.values().toArray(String[]::new)));
    System.out.printf("%n%s", steps);
  }

  private static Map<String, @Nullable Object> fields(TenantDetails details, Hosts hosts) {
    Tenant tenant = details.tenant();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", tenant.id());
    shown.putAll(TenantsList.row(tenant, hosts));
    shown.put("statusSince", time(details.statusSince()));
    shown.put("statusReason", details.statusReason());
    shown.put("createdAt", time(details.createdAt()));
    shown.put("sample", tenant.sample());
    shown.put("database", tenant.database());
    shown.put("cohort", tenant.cohort());
    shown.put("schema", tenant.schema());
    shown.put("role", tenant.role());
    shown.put("schemaVersion", details.schemaVersion());
    shown.put("storageBytes", tenant.storageBytes());
    shown.put("storageMeasuredAt", time(details.storageMeasuredAt()));
    shown.put("operation", details.operation().map(OperationLock.Holder::sentence).orElse(null));
    return shown;
  }

  private static Map<String, String> row(TenantEvent event) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("at", event.at().truncatedTo(ChronoUnit.SECONDS).toString());
    row.put("by", event.actor());
    row.put("what", event.kind());
    row.put("detail", event.detail());
    return row;
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
