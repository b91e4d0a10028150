package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.deploy.run.Unlock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq unlock}. */
@Command(
    name = "unlock",
    description = {
      "Shows who has locked an environment's state since when, and takes the lock of a killed run"
          + " away.",
      "A lock younger than an hour needs a yes: somebody may be at work."
    },
    footer = {"", "Example: scripts/hq unlock demo"},
    mixinStandardHelpOptions = true)
final class UnlockCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment of platform aws.")
  private String name = "";

  @Option(names = "--yes", description = "Do not ask whether the process has ended.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Chosen chosen = Chosen.byName(name)) {
      String done = Unlock.run(chosen.deployment("unlock", yes), Progress.plain(System.err));
      spec.commandLine().getOut().println(done);
      spec.commandLine().getOut().flush();
      return CommandRunner.DONE;
    }
  }
}
