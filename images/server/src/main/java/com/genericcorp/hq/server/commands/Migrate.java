package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.migration.SharedSchema;
import com.genericcorp.hq.server.migration.TenantSchemas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code migrate}: shared schema first, then the organisations'. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the shared schema, the logins and all organisations' schemas up to date.",
      "Safe to repeat, to kill, and to start from many places at once: they wait for one another."
    },
    footer = {"", "Needs MIGRATOR_USER, MIGRATOR_PASSWORD[_FILE] and GATEWAY_SECRET[_FILE]."})
final class Migrate implements Runnable {
  @Mixin private final DatabasePatience patience = new DatabasePatience();

  @Override
  public void run() {
    run(Administration.of(Variables.ofProcess()).awaiting(patience.asked()));
  }

  static void run(Administration administration) {
    int shared = new SharedSchema(administration).migrate();
    int tenants = new TenantSchemas(administration, MigrationScript.all()).migrate();
    System.out.printf(
        "Shared schema: %d versions applied. Organisations: %d migrated.%n", shared, tenants);
  }
}
