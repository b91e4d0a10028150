package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.deploy.preflight.Preflight;
import com.genericcorp.hq.deploy.preflight.PreflightReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq preflight}. */
@Command(
    name = "preflight",
    description = {
      "Looks whether everything is there that 'up' needs: credentials, account, region, rights,"
          + " Pulumi, the program, its state, quotas. Changes nothing.",
      "Exits with 1 when something lacks; the remedy stands below it."
    },
    footer = {"", "Example: scripts/hq preflight demo"},
    mixinStandardHelpOptions = true)
final class PreflightCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment of platform aws.")
  private String name = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Chosen chosen = Chosen.byName(name)) {
      PreflightReport report = Preflight.toChange().look(chosen.surroundings());
      spec.commandLine().getOut().print(json ? Json.print(report.json()) + "\n" : report.text());
      spec.commandLine().getOut().flush();
      return report.passed() ? CommandRunner.DONE : CommandRunner.FAILED;
    }
  }
}
