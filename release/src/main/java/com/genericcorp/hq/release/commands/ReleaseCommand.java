package com.genericcorp.hq.release.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hq release}: its subcommands do the work. */
@Command(
    name = "release",
    description = "Makes signed packages of a commit and publishes them on GitHub.",
    subcommands = {
      PrepareCommand.class,
      PublishCommand.class,
      VerifyCommand.class,
      ImagesCommand.class,
      KeyCommand.class
    },
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "A subcommand is missing: prepare, publish, verify, images or key.");
  }
}
