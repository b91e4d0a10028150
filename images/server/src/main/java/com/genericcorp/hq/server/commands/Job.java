package com.genericcorp.hq.server.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code job}: scheduled work, each safe to repeat and to kill. */
@Command(
    name = "job",
    mixinStandardHelpOptions = true,
    description = "Scheduled work: once a day is enough.",
    subcommands = {DemoResetJob.class, OffboardingJob.class, RetentionJob.class, RollUpJob.class},
    footer = {"", "Example: job retention"})
final class Job implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A job's name is missing.");
  }
}
