package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.run.Terminal;
import com.genericcorp.hq.deploy.run.UpSteps;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq rollback}. */
@Command(
    name = "rollback",
    description = {
      "Goes back to the server's image of the successful update before, or to the one named; the"
          + " rest becomes what the files say today.",
      "The database's schema stays expanded: the servers before run on it."
    },
    footer = {"", "Example: scripts/hq rollback demo --yes"},
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment of platform aws.")
  private String name = "";

  @Option(
      names = "--to",
      paramLabel = "DIGEST",
      description = "An image in the account's registry, sha256:….")
  private @Nullable String digest;

  @Option(names = "--yes", description = "Do not ask after the preview.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Chosen chosen = Chosen.byName(name)) {
      Terminal.ofThisProcess().requireUnless(yes, "--yes");
      Step.runAll(
          UpSteps.rollback(Optional.ofNullable(digest)),
          chosen.deployment("rollback", yes),
          Progress.plain(System.err));
      spec.commandLine().getOut().println(name + " runs the former image.");
      spec.commandLine().getOut().flush();
      return CommandRunner.DONE;
    }
  }
}
