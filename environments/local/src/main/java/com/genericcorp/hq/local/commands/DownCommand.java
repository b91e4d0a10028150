package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.local.up.Down;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq down}. */
@Command(
    name = "down",
    description = {
      "Stops an environment of this machine; its data are kept.",
      "No process and no port is left, whatever was killed before."
    },
    footer = {
      "",
      "Example: scripts/hq down local",
      "An environment on AWS has options of its own: scripts/hq down demo --help"
    },
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The environment: local.")
  private String name = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    boolean ran = new Down(Chosen.byName(name).state()).run(Chosen::waiting);
    spec.commandLine()
        .getOut()
        .println(ran ? name + " is stopped; its data are kept." : name + " did not run.");
    return 0;
  }
}
