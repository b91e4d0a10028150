package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.seed.DemoReset;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code job demo-reset}. */
@Command(
    name = "demo-reset",
    mixinStandardHelpOptions = true,
    description = {
      "Undoes what visitors did in the sample organisations, and makes their history anew, as of"
          + " now.",
      "Organisations that people made are never touched, whatever their names."
    },
    footer = {"", "Example: job demo-reset"})
final class DemoResetJob implements Runnable {
  @Override
  public void run() {
    Administration administration = Administration.of(Variables.ofProcess());
    List<String> renewed =
        new DemoReset(new TenantAdministration(administration), Clock.systemUTC()).run();
    System.out.println(
        renewed.isEmpty()
            ? "There are no sample organisations."
            : "Made anew: " + String.join(", ", renewed) + ".");
  }
}
