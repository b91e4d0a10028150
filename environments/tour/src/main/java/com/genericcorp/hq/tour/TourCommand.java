package com.genericcorp.hq.tour;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.tour.stage.Stage;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.verify.TargetOptions;
import com.genericcorp.hq.verify.checks.Site;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.targets.TargetFile;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Wire;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq tour}. */
@Command(
    name = "tour",
    description = {
      "Plays the demo's script (docs/demo-script.md) against a running environment, in its sample"
          + " organisations: the presenter's words, what happens, and Enter to go on.",
      "It tidies up after itself, also when it is interrupted or was killed the last time.",
      "Exit code 1 when something is not as the words say."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq tour local",
      "  scripts/hq tour local --auto",
      "  scripts/hq tour demo --keys keys.json"
    },
    mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The environment: see 'scripts/hq environments'.")
  private String name = "";

  @Option(names = "--auto", description = "Play without pauses.")
  private boolean auto;

  @Mixin private TargetOptions where = new TargetOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Repository repository = Repository.find();
    Environment environment = new Environments(repository.environments()).load(name);
    Path keyFile = keyFile(environment, repository.root());
    Target target = where.target().of(environment, repository.root(), System.getenv());
    // Java cannot tell whether a terminal is there; the launcher can.
    boolean pauses = !auto && Boolean.getBoolean("hq.terminal");
    Stage stage = new Stage(spec.commandLine().getOut(), System.in, pauses);
    Limits limits = Limits.DEFAULT;
    try (Wire wire =
        new Wire(target.connect(), target.ca(), target.httpsPort(), target.httpPort(), limits)) {
      Tour tour =
          new Tour(environment, repository.root(), new Site(target, limits, wire), keyFile, stage);
      new Performance(tour, stage).run(Script.built());
    } catch (NoAnswer problem) {
      throw new Failed(problem, "%s: %s", name, problem.getMessage());
    }
    return CommandRunner.DONE;
  }

  private Path keyFile(Environment environment, Path root) {
    if (where.keys().isPresent()) {
      return where.keys().get();
    }
    if (environment.platform() != Platform.EMBEDDED) {
      throw new InvalidInput(
          "the API keys of %s's sample organisations are needed: give the file that 'seed' has"
              + " written by --keys",
          environment.name());
    }
    Path file = root.resolve(".hq").resolve(environment.name()).resolve("target.json");
    if (!file.toFile().exists()) {
      throw new Failed(
          "%s does not run from this clone; 'scripts/hq up %s --detach' starts it",
          environment.name(), environment.name());
    }
    return TargetFile.read(file).keyFile();
  }
}
