package com.genericcorp.hq.bundle.commands;

import com.genericcorp.hq.bundle.selfhosted.Installation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hq down}. */
@Command(
    name = "down",
    description = "Stops the package on this machine; data stay.",
    footer = {"", "Example: scripts/hq down selfhosted"},
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The environment: selfhosted.")
  private String name = "";

  @Override
  public Integer call() {
    return Installation.named(name).run(List.of("stop"));
  }
}
