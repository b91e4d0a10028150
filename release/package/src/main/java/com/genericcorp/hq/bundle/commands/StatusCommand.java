package com.genericcorp.hq.bundle.commands;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hq status}. */
@Command(
    name = "status",
    description = "Says what runs of the package on this machine.",
    footer = {"", "Example: scripts/hq status selfhosted --json"},
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Mixin private PackageName name = new PackageName();

  @Option(names = "--json", description = "Print {state, version, url, unfinished, services}.")
  private boolean json;

  @Override
  public Integer call() {
    return name.installation().run(json ? List.of("status", "--json") : List.of("status"));
  }
}
