package com.genericcorp.hq.bundle.commands;

import com.genericcorp.hq.bundle.selfhosted.Installation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hq status}. */
@Command(
    name = "status",
    description = "Says what runs of the package on this machine.",
    footer = {"", "Example: scripts/hq status selfhosted --json"},
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The environment: selfhosted.")
  private String name = "";

  @Option(names = "--json", description = "Print {state, version, url, unfinished, services}.")
  private boolean json;

  @Override
  public Integer call() {
    return Installation.named(name).run(json ? List.of("status", "--json") : List.of("status"));
  }
}
