package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.deploy.run.Drift;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq drift}. */
@Command(
    name = "drift",
    description = {
      "Says what in AWS is not as it was deployed; changes nothing, not even Pulumi's state.",
      "Exits with 1 when something drifted, for a scheduled job."
    },
    footer = {"", "Example: scripts/hq drift production --json"},
    mixinStandardHelpOptions = true)
final class DriftCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment of platform aws.")
  private String name = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Chosen chosen = Chosen.byName(name)) {
      Drift drift = Drift.look(chosen.deployment("drift", true), Progress.plain(System.err));
      spec.commandLine().getOut().print(json ? Json.print(drift.json()) + "\n" : drift.text());
      spec.commandLine().getOut().flush();
      return drift.changes().isEmpty() ? CommandRunner.DONE : CommandRunner.FAILED;
    }
  }
}
