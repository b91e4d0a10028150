package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.run.Terminal;
import com.genericcorp.hq.deploy.run.UpSteps;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq down} of an environment on AWS. */
@Command(
    name = "down",
    description = {
      "Deletes an environment on AWS with its data, after its name was typed. What is protected is"
          + " refused before anything is touched.",
      "The account's own things (state, registry, zone) stay."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq down demo",
      "  scripts/hq down demo --yes-delete demo"
    },
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment of platform aws.")
  private String name = "";

  @Option(
      names = "--yes-delete",
      paramLabel = "NAME",
      description = "The environment's name once more, instead of typing it.")
  private @Nullable String typed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (typed != null && !typed.equals(name)) {
      throw new InvalidInput("--yes-delete is '%s', the environment is '%s'", typed, name);
    }
    try (Chosen chosen = Chosen.byName(name)) {
      Terminal.ofThisProcess().requireUnless(typed != null, "--yes-delete " + name);
      Step.runAll(
          UpSteps.down(typed != null),
          chosen.deployment("down", typed != null),
          Progress.plain(System.err));
      spec.commandLine().getOut().println(name + " is down.");
      spec.commandLine().getOut().flush();
      return CommandRunner.DONE;
    }
  }
}
