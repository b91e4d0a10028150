package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants}: organisations, as an operator makes and sees them. */
@Command(
    name = "tenants",
    mixinStandardHelpOptions = true,
    subcommands = {TenantsMigrate.class},
    description = "Makes and lists organisations, changes their tiers, migrates their schemas.",
    footer = {"", "Example: tenants create acme --name 'Acme Ltd' --tier growth"})
final class Tenants {
  private static final String FIRST_KEY = "first";
  private static final int HTTPS = 443;

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes an organisation and prints its first API key, once.",
      footer = {"", "Example: tenants create acme --name 'Acme Ltd' --tier growth --json"})
  void create(
      @Parameters(paramLabel = "SLUG", description = "Its name in host names.") String slug,
      @Option(names = "--name", paramLabel = "NAME", description = "Its name. Default: the slug.")
          String name,
      @Option(names = "--tier", paramLabel = "TIER", description = "Default: the smallest.")
          String tier,
      @Option(names = "--json", description = "Print {slug, url, apiKey}.") boolean json) {
    Slug wanted = Slug.forCustomer(slug);
    Variables variables = Variables.ofProcess();
    Tiers tiers = Tiers.of(variables);
    String chosen = tier == null ? tiers.lowest() : tiers.require(tier);
    Hosts hosts = hosts(variables);
    Administration administration = Administration.of(variables);
    TenantCreation.Created created =
        new TenantCreation(administration)
            .create(wanted, name == null ? slug : name, chosen, FIRST_KEY);
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("slug", created.slug().value());
    shown.put("url", hosts.urlOf(created.slug().value()));
    shown.put("apiKey", created.key().reveal());
    if (json) {
      System.out.println(Json.print(shown));
    } else {
      System.out.printf(
          "Organisation '%s' is there: %s%nIts API key, shown this once: %s%n",
          shown.get("slug"), shown.get("url"), shown.get("apiKey"));
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the organisations.",
      footer = {"", "Example: tenants list --json"})
  void list(
      @Option(names = "--json", description = "Print [{slug, name, tier, status, url}].")
          boolean json) {
    Variables variables = Variables.ofProcess();
    Hosts hosts = hosts(variables);
    List<Tenant> tenants = new TenantAdministration(Administration.of(variables)).list();
    if (json) {
      System.out.println(Json.print(tenants.stream().map(one -> row(one, hosts)).toList()));
      return;
    }
    Table table = Table.of("SLUG", "NAME", "TIER", "STATUS", "URL");
    tenants.forEach(one -> table.row(row(one, hosts).values().toArray(String[]::new)));
    System.out.print(table);
  }

  @Command(
      name = "tier",
      mixinStandardHelpOptions = true,
      description = "Puts an organisation into another tier, at once and for all servers.",
      footer = {"", "Example: tenants tier acme growth"})
  void tier(
      @Parameters(index = "0", paramLabel = "SLUG", description = "The organisation.") String slug,
      @Parameters(index = "1", paramLabel = "TIER", description = "A name of TIERS.") String tier,
      @Option(names = "--json", description = "Print {slug, tier}.") boolean json) {
    Slug known = new Slug(slug);
    Variables variables = Variables.ofProcess();
    String chosen = Tiers.of(variables).require(tier);
    Administration administration = Administration.of(variables);
    if (!new TenantAdministration(administration).changeTier(known, chosen)) {
      throw new InvalidInput(
          "There is no organisation '%s': 'tenants list' shows those that there are.", slug);
    }
    System.out.println(
        json
            ? Json.print(Map.of("slug", slug, "tier", chosen))
            : "Organisation '" + slug + "' has the tier '" + chosen + "' now.");
  }

  private static Map<String, String> row(Tenant tenant, Hosts hosts) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("slug", tenant.slug());
    row.put("name", tenant.name());
    row.put("tier", tenant.tier());
    row.put("status", tenant.status().name().toLowerCase(Locale.ROOT));
    row.put("url", hosts.urlOf(tenant.slug()));
    return row;
  }

  static Hosts hosts(Variables variables) {
    String own = variables.required("PUBLIC_HOST");
    int port = variables.port("PUBLIC_PORT", HTTPS);
    variables.check();
    return new Hosts(own, variables.text("TENANT_HOST", ""), port);
  }
}
