package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.offboarding.Offboarding;
import com.genericcorp.hq.server.tenancy.Slug;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenants keep}. */
@Command(
    name = "keep",
    mixinStandardHelpOptions = true,
    description = {
      "Takes an offboarding back: the organisation is served again, as it was.",
      "'tenants resume' does the same. It is too late once its purge was begun."
    },
    footer = {"", "Example: tenants keep acme"})
final class TenantsKeep implements Runnable {
  @Parameters(paramLabel = "SLUG", description = "The organisation.")
  private String slug = "";

  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(names = "--json", description = "Print {slug, changed}.")
  private boolean json;

  @Override
  public void run() {
    Slug known = new Slug(slug);
    Administration administration = Administration.of(Variables.ofProcess());
    boolean changed = new Offboarding(administration, operator.asked()).keep(known);
    System.out.println(
        json
            ? Json.print(Map.of("slug", slug, "changed", changed))
            : "Organisation '%s' %s."
                .formatted(slug, changed ? "is served again" : "was not leaving"));
  }
}
