package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.jobs.RollUp;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code job roll-up}. */
@Command(
    name = "roll-up",
    mixinStandardHelpOptions = true,
    description = {
      "Sums usage by day and month (UTC): days that are open anew, and closed ones of which",
      "something was recorded late. 'job retention' does so, too, before it removes hours."
    },
    footer = {"", "Example: job roll-up --json"})
final class RollUpJob implements Runnable {
  @Option(
      names = "--json",
      description = "Print {days, lateDays, openFrom}: days of one organisation each.")
  private boolean json;

  @Override
  public void run() {
    RollUp.Rolled rolled =
        new RollUp(new TenantAdministration(Administration.of(Variables.ofProcess()))).run();
    if (json) {
      System.out.println(Json.print(rolled));
      return;
    }
    System.out.printf(
        "Summed: %d open days of organisations, %d late ones. Days before %s are closed.%n",
        rolled.days(), rolled.lateDays(), rolled.openFrom());
  }
}
