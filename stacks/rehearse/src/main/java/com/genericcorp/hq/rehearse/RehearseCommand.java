package com.genericcorp.hq.rehearse;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import com.genericcorp.hq.verify.TimedReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq rehearse ENVIRONMENT}. */
@Command(
    name = "rehearse",
    description = {
      "Makes an environment's resources at a simulated AWS (moto), checks them and destroys them.",
      "It finds wrong references, names and values. It does not prove that AWS takes them: see"
          + " docs/aws-rehearsal.md."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq rehearse demo",
      "  scripts/hq rehearse production --size planned --json"
    },
    mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ENVIRONMENT", description = "One of platform aws.")
  private String name = "";

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Another of the environment's sizes than the one that its file chooses.")
  private @Nullable String size;

  @Option(names = "--json", description = "Print the outcome as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Repository repository = Repository.find();
    Environment environment =
        new Environments(repository.environments()).load(name, Optional.ofNullable(size));
    long start = System.nanoTime();
    Outcome outcome = rehearse(environment, repository.root());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.print(outcome.json()));
    } else {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      print(out, outcome, millis);
    }
    out.flush();
    return outcome.passed() ? CommandRunner.DONE : CommandRunner.FAILED;
  }

  private static Outcome rehearse(Environment environment, Path root) {
    Path program = MotoProgram.require(System.getenv());
    Path log = root.resolve(".hq/rehearse/moto.log");
    try (Rehearsal rehearsal = new Rehearsal(environment, program, log, UnaryOperator.identity())) {
      Step.runAll(RehearsalSteps.ALL, rehearsal, Progress.toStandardError());
      return rehearsal.outcome();
    }
  }

  private static void print(PrintWriter out, Outcome outcome, long millis) {
    new TimedReport(outcome.report(), millis).print(out, false);
    out.printf(
        "%d resources were made at a simulated AWS and destroyed; nothing is left.%n",
        outcome.resources());
    out.printf("Not rehearsed:%n");
    outcome.notRehearsed().forEach((what, why) -> out.printf("  %s: %s%n", what, why));
    out.printf(
        "What AWS itself refuses, limits or starts is not proven by this: see"
            + " docs/aws-rehearsal.md.%n");
  }
}
