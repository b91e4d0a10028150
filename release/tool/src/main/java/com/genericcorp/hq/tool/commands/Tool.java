package com.genericcorp.hq.tool.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All commands of the tool. */
@Command(
    name = "tool",
    mixinStandardHelpOptions = true,
    description = "What the self-hosted package's scripts cannot do in a shell.",
    subcommands = {
      SecretsCommand.class,
      VerifySignatureCommand.class,
      MergeCommand.class,
      SealCommand.class,
      OpenCommand.class,
      PackCommand.class,
      UnpackCommand.class,
      VerifyCommand.class
    })
public final class Tool implements Runnable {
  @Spec private CommandSpec spec;

  private Tool() {}

  public static CommandLine commandLine() {
    return new CommandLine(new Tool());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
