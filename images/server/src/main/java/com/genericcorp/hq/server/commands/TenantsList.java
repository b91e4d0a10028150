package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantFilter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenants list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the organisations by slug.",
    footer = {"", "Example: tenants list --status suspended --json"})
final class TenantsList implements Runnable {
  @Option(names = "--status", paramLabel = "STATUS", description = "active or suspended ones only.")
  private @Nullable String status;

  @Option(names = "--tier", paramLabel = "TIER", description = "Those of this tier only.")
  private @Nullable String tier;

  @Option(names = "--limit", paramLabel = "NUMBER", description = "As many at the most.")
  private @Nullable Integer most;

  @Option(
      names = "--after",
      paramLabel = "SLUG",
      description = "Those after this one: the last of the page before.")
  private @Nullable String after;

  @Option(names = "--json", description = "Print [{slug, name, tier, status, url}].")
  private boolean json;

  @Override
  public void run() {
    TenantFilter filter =
        new TenantFilter(status == null ? null : parsed(status), tier, after, most);
    Variables variables = Variables.ofProcess();
    Hosts hosts = Tenants.hosts(variables);
    List<Tenant> tenants = new TenantAdministration(Administration.of(variables)).list(filter);
    if (json) {
      System.out.println(Json.print(tenants.stream().map(one -> row(one, hosts)).toList()));
      return;
    }
    Table table = Table.of("SLUG", "NAME", "TIER", "STATUS", "URL");
    tenants.forEach(one -> table.row(row(one, hosts).values().toArray(String[]::new)));
    System.out.print(table);
  }

  private static Tenant.Status parsed(String text) {
    return Arrays.stream(Tenant.Status.values())
        .filter(one -> text(one).equals(text))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInput("There is no status '%s': choose active or suspended.", text));
  }

  static String text(Tenant.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  static Map<String, String> row(Tenant tenant, Hosts hosts) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("slug", tenant.slug());
    row.put("name", tenant.name());
    row.put("tier", tenant.tier());
    row.put("status", text(tenant.status()));
    row.put("url", hosts.urlOf(tenant.slug()));
    return row;
  }
}
