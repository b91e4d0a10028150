package com.genericcorp.hq.builder.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hq images}: only its subcommands do something. */
@Command(
    name = "images",
    description = "Makes images of verified packages, without a daemon or a registry.",
    subcommands = {
      BuildCommand.class,
      LockCommand.class,
      InspectCommand.class,
      DiffCommand.class,
      PruneCommand.class
    },
    mixinStandardHelpOptions = true)
final class ImagesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "A command is missing: see 'hq images --help'.");
  }
}
