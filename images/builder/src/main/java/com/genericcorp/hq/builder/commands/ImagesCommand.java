package com.genericcorp.hq.builder.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hq images}: only its subcommands do something. */
@Command(
    name = "images",
    description = "Makes and shows the images that images/*/image.yaml describe.",
    subcommands = {
      BuildCommand.class,
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
        spec.commandLine(), "A subcommand is missing: build, inspect, diff or prune.");
  }
}
