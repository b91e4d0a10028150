package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.local.up.Down;
import java.io.Console;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq reset}. */
@Command(
    name = "reset",
    description = {
      "Stops an environment of this machine and deletes its data: organisations, keys, logs.",
      "Certificates stay, so that browsers go on trusting them."
    },
    footer = {"", "Example: scripts/hq reset local --yes"},
    mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The environment: local.")
  private String name = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Chosen chosen = Chosen.byName(name);
    if (!yes && !isConfirmed()) {
      spec.commandLine().getOut().println("Nothing was changed.");
      return 1;
    }
    new Down(chosen.state()).reset(Chosen::waiting);
    spec.commandLine()
        .getOut()
        .printf("%s is stopped and empty; 'scripts/hq up %s' begins anew.%n", name, name);
    return 0;
  }

  private boolean isConfirmed() {
    Console console = System.console();
    if (console == null) {
      throw new InvalidInput("reset deletes data and nobody is there to be asked; add --yes");
    }
    String answer = console.readLine("Delete all data of '%s'? [y/N] ", name);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
