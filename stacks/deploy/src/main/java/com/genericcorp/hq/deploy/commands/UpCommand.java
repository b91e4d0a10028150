package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.image.BuiltImage;
import com.genericcorp.hq.deploy.image.ImageRegistry;
import com.genericcorp.hq.deploy.image.ReleasedImage;
import com.genericcorp.hq.deploy.image.ServerImage;
import com.genericcorp.hq.deploy.run.Deployment;
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

/** {@code hq up} of an environment on AWS. */
@Command(
    name = "up",
    description = {
      "Makes an environment on AWS, or changes it to what its file says: looks whether everything is"
          + " there, plans, provides the image, asks, runs Pulumi, migrates the organisations, and"
          + " verifies what then runs.",
      "Organisations that cannot be migrated are served as before, and undo nothing.",
      "What is protected (aws.deletionProtection) takes the image of a published release alone;"
          + " another is built from this working copy."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq up demo",
      "  scripts/hq up production --release 1.2.0 --yes"
    },
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment of platform aws.")
  private String name = "";

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "Run the image of this published release.")
  private @Nullable String release;

  @Option(
      names = "--key",
      paramLabel = "FILE|BASE64",
      description =
          "The public key that signed the release; default: release/agenthq.pub of this repository.")
  private @Nullable String key;

  @Option(names = "--yes", description = "Do not ask after the preview.")
  private boolean yes;

  @Option(
      names = "--yes-delete",
      paramLabel = "NAME",
      description =
          "The environment's name once more: what holds data may be replaced or deleted without a"
              + " person's yes.")
  private @Nullable String typed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Chosen chosen = Chosen.byName(name)) {
      Terminal.ofThisProcess().requireUnless(yes, "--yes");
      Deployment deployment = chosen.deployment("up", yes);
      deployment.use(image(chosen));
      if (mayLoseData()) {
        deployment.allowDataLoss();
      }
      Step.runAll(UpSteps.UP, deployment, Progress.plain(System.err));
      spec.commandLine().getOut().printf("https://%s%n", chosen.environment().hosts().publicHost());
      spec.commandLine().getOut().flush();
      return CommandRunner.DONE;
    }
  }

  private boolean mayLoseData() {
    if (typed != null && !typed.equals(name)) {
      throw new InvalidInput("--yes-delete says '%s'; the environment is '%s'", typed, name);
    }
    return typed != null;
  }

  private ServerImage image(Chosen chosen) {
    ImageRegistry registry = new ImageRegistry(chosen.account());
    if (release != null) {
      return new ReleasedImage(chosen.hq(), registry, release, Optional.ofNullable(key));
    }
    if (chosen.account().aws().deletionProtection()) {
      throw new InvalidInput(
          "%s is protected and takes the image of a published release alone: add --release VERSION"
              + " ('scripts/hq release images VERSION' tells whether it can be)",
          name);
    }
    return new BuiltImage(chosen.hq(), registry);
  }
}
