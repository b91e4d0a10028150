package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.seed.DemoReset;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code job}: work that a platform does from time to time. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description = "Work that a platform does from time to time. Safe to repeat and to kill.",
    footer = {"", "Example: job demo-reset"})
final class Job {
  @Command(
      name = "demo-reset",
      mixinStandardHelpOptions = true,
      description = {
        "Undoes what visitors did in the sample organisations, and makes their history anew, as of"
            + " now.",
        "Organisations that people made are never touched, whatever their names."
      },
      footer = {"", "Example: job demo-reset"})
  void demoReset() {
    Administration administration = Administration.of(Variables.ofProcess());
    List<String> renewed =
        new DemoReset(new TenantAdministration(administration), Clock.systemUTC()).run();
    System.out.printf(
        "%d sample organisations are new: %s.%n",
        renewed.size(), renewed.isEmpty() ? "there are none" : String.join(", ", renewed));
  }
}
