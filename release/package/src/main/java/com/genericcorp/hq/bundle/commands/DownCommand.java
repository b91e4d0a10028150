package com.genericcorp.hq.bundle.commands;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hq down}. */
@Command(
    name = "down",
    description = "Stops the package on this machine; data stay.",
    footer = {"", "Example: scripts/hq down selfhosted"},
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  @Mixin private PackageName name = new PackageName();

  @Override
  public Integer call() {
    return name.installation().run(List.of("stop"));
  }
}
