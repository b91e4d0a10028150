package com.genericcorp.hq.bundle.commands;

import com.genericcorp.hq.bundle.selfhosted.Installation;
import com.genericcorp.hq.cli.InvalidInput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hq reset}. */
@Command(
    name = "reset",
    description = "Removes the package from this machine, with all its data.",
    footer = {"", "Example: scripts/hq reset selfhosted --yes"},
    mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
  @Mixin private PackageName name = new PackageName();

  @Option(names = "--yes", description = "The data are to be deleted.")
  private boolean yes;

  @Override
  public Integer call() {
    Installation installation = name.installation();
    if (!yes) {
      throw new InvalidInput(
          "reset deletes all data of %s: add --yes to say that this is meant", name.text());
    }
    return installation.remove();
  }
}
