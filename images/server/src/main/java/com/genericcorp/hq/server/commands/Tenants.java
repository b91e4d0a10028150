package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.http.Hosts;
import picocli.CommandLine.Command;

/** {@code tenants}: organisations, as an operator makes, sees and changes them. */
@Command(
    name = "tenants",
    mixinStandardHelpOptions = true,
    description = "Makes, shows and changes organisations.",
    footer = {"", "Example: tenants create acme --name 'Acme Ltd' --tier growth"},
    subcommands = {
      TenantsCreate.class,
      TenantsList.class,
      TenantsShow.class,
      TenantsSuspend.class,
      TenantsResume.class,
      TenantsRename.class,
      TenantsTier.class,
      AdoptCommand.class,
    })
final class Tenants {
  private static final int HTTPS = 443;

  private Tenants() {}

  static Hosts hosts(Variables variables) {
    String own = variables.required("PUBLIC_HOST");
    int port = variables.port("PUBLIC_PORT", HTTPS);
    variables.check();
    return new Hosts(own, variables.text("TENANT_HOST", ""), port);
  }
}
