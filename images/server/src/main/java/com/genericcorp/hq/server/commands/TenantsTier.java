package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants tier}. */
@Command(
    name = "tier",
    mixinStandardHelpOptions = true,
    description = "Puts an organisation into another tier, at once and for all servers.",
    footer = {"", "Example: tenants tier acme growth"})
final class TenantsTier implements Runnable {
  @Parameters(index = "0", paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Parameters(index = "1", paramLabel = "TIER", description = "A name of TIERS.")
  private String tier = "";

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(names = "--json", description = "Print {slug, tier}.")
  private boolean json;

  @Override
  public void run() {
    Slug known = new Slug(slug);
    Operator asked = operator.asked();
    Variables variables = Variables.ofProcess();
    String chosen = Tiers.of(variables).require(tier);
    TenantAdministration tenants = new TenantAdministration(Administration.of(variables), asked);
    if (!tenants.changeTier(known, chosen)) {
      // Says why there is none.
      tenants.require(known);
    }
    System.out.println(
        json
            ? Json.print(Map.of("slug", slug, "tier", chosen))
            : "Organisation '" + slug + "' has the tier '" + chosen + "' now.");
  }
}
