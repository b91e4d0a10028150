package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.server.serve.Serve;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of the image; see docs/application-contract.md. */
@Command(
    name = "agenthq",
    mixinStandardHelpOptions = true,
    description = "The AgentHQ service.",
    subcommands = {
      Serve.class,
      PrepareDatabase.class,
      Migrate.class,
      Seed.class,
      Tenants.class,
      People.class,
      Usage.class,
      Job.class
    })
public final class AgentHq implements Runnable {
  @Spec private CommandSpec spec;

  private AgentHq() {}

  public static CommandLine commandLine() {
    return new CommandLine(new AgentHq());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
