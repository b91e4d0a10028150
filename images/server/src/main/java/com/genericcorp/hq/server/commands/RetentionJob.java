package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.jobs.Retention;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code job retention}. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    description = {
      "Removes usage older than USAGE_DAYS, names of repeated requests older than 24 hours,",
      "and sessions and invitations that have ended."
    },
    footer = {"", "Example: job retention --json"})
final class RetentionJob implements Runnable {
  private static final int A_YEAR_AND_SOME = 400;
  private static final int MOST_DAYS = 3650;

  @Option(
      names = "--json",
      description = "Print {usageHours, sources, idempotencyKeys, sessions, invitations} removed.")
  private boolean json;

  @Override
  public void run() {
    Variables variables = Variables.ofProcess();
    int usageDays = variables.number("USAGE_DAYS", A_YEAR_AND_SOME, 1, MOST_DAYS);
    Retention.Removed removed =
        new Retention(new TenantAdministration(Administration.of(variables))).run(usageDays);
    if (json) {
      System.out.println(Json.print(removed));
      return;
    }
    System.out.printf(
        "Removed: %d hours of usage, %d names of repeated requests, %d sessions, %d invitations.%n",
        removed.usageHours(), removed.idempotencyKeys(), removed.sessions(), removed.invitations());
  }
}
