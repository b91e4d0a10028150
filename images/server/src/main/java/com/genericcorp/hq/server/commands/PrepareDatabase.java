package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.DatabasePreparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code prepare-database}: the migrator and its empty database, where a cluster has neither. */
@Command(
    name = "prepare-database",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the migrator's login and its database, as an administrator who need be no superuser:",
      "RDS's master user. A migrator whose password no longer works is given the present one.",
      "Safe to repeat, to kill, and to start from many places at once: they wait for one another."
    },
    footer = {
      "",
      "Needs ADMINISTRATOR_USER, ADMINISTRATOR_PASSWORD[_FILE], MIGRATOR_USER and",
      "MIGRATOR_PASSWORD[_FILE]."
    })
final class PrepareDatabase implements Runnable {
  @Mixin private final DatabasePatience patience = new DatabasePatience();

  @Override
  public void run() {
    DatabasePreparation preparation = DatabasePreparation.of(Variables.ofProcess());
    preparation.awaiting(patience.asked()).run().forEach(System.out::println);
  }
}
