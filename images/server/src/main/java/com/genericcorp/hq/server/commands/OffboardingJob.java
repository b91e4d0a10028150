package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.offboarding.ClosedAccounts;
import com.genericcorp.hq.server.offboarding.OffboardingRun;
import com.genericcorp.hq.server.place.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code job offboarding}. */
@Command(
    name = "offboarding",
    mixinStandardHelpOptions = true,
    description = {
      "Exports the organisations whose grace is over into EXPORTS, purges them, and puts the signed",
      "statements beside. Forgets accounts that were closed CLOSED_ACCOUNT_DAYS ago."
    },
    footer = {"", "Example: job offboarding --json"})
final class OffboardingJob implements Runnable {
  @Mixin private final OperatorOption operator = new OperatorOption();

  @Option(names = "--json", description = "Print {purged, statements, forgotten}.")
  private boolean json;

  @Override
  public void run() {
    Variables variables = Variables.ofProcess();
    int days =
        variables.number(
            ClosedAccounts.DAYS_VARIABLE, ClosedAccounts.DAYS, 1, ClosedAccounts.MOST_DAYS);
    OffboardingRun.Done done =
        new OffboardingRun(
                Administration.of(variables),
                new Places(variables),
                operator.asked(),
                variables.text("ENVIRONMENT", ""))
            .run(days);
    System.out.println(
        json
            ? Json.print(done)
            : done.purged().isEmpty()
                ? "No organisation's grace is over."
                : "Exported and purged: " + String.join(", ", done.purged()) + ".");
  }
}
