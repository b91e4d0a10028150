package com.genericcorp.hq.plan;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.against.Against;
import com.genericcorp.hq.plan.against.Difference;
import com.genericcorp.hq.plan.against.DifferenceReport;
import com.genericcorp.hq.plan.against.Incomparable;
import com.genericcorp.hq.plan.prices.PriceBook;
import com.genericcorp.hq.plan.report.JsonReport;
import com.genericcorp.hq.plan.report.MarkdownReport;
import com.genericcorp.hq.plan.report.Plan;
import com.genericcorp.hq.plan.report.TextReport;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq plan ENVIRONMENT}. */
@Command(
    name = "plan",
    description = {
      "Says what an environment would be on AWS, what it would cost a month, and which rules it"
          + " breaks, without an account.",
      "Exits with 1 when it costs more than its budget or breaks a rule."
    },
    subcommands = PricesCommand.class,
    footer = {
      "",
      "Examples: scripts/hq plan demo",
      "          scripts/hq plan production --size planned",
      "          scripts/hq plan production --against HEAD~1 --markdown"
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ENVIRONMENT", description = "One of platform aws.")
  private @Nullable String name;

  @Option(
      names = "--size",
      paramLabel = "NAME",
      description = "Plan another of the file's sizes than the one that it names.")
  private @Nullable String size;

  @Option(
      names = "--against",
      paramLabel = "WHAT",
      description =
          "Show what changes: from another environment, or from the environments' files of a Git"
              + " revision (by today's program).")
  private @Nullable String against;

  @Option(names = "--all", description = "Show what is free and small, too.")
  private boolean all;

  @ArgGroup private final Format format = new Format();

  /** For whom it is printed; people, unless one is chosen. */
  static final class Format {
    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Option(names = "--markdown", description = "Print Markdown, for a pull request.")
    boolean markdown;
  }

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (name == null) {
      throw new ParameterException(
          spec.commandLine(), "An environment is missing, such as 'demo' (or 'prices').");
    }
    Repository repository = Repository.find();
    Environments environments = new Environments(repository.environments());
    Environment environment = environments.load(name, Optional.ofNullable(size));
    StackFile.check(repository, name);
    PriceBook book = PriceBook.own();
    Plan plan = plan(environment, book);
    Optional<Difference> difference = difference(plan, environments, repository, book);
    spec.commandLine().getOut().print(text(plan, difference));
    spec.commandLine().getOut().flush();
    return plan.passed() ? CommandRunner.DONE : CommandRunner.FAILED;
  }

  private Optional<Difference> difference(
      Plan plan, Environments environments, Repository repository, PriceBook book) {
    if (against == null) {
      return Optional.empty();
    }
    try {
      Against other = Against.of(against, plan.environment().name(), environments, repository);
      return Optional.of(new Difference(other.shown(), plan(other.environment(), book), plan));
    } catch (Incomparable problem) {
      spec.commandLine().getErr().println("hq: " + problem.getMessage());
      return Optional.empty();
    }
  }

  private static Plan plan(Environment environment, PriceBook book) {
    return Plan.of(
        environment, Program.inventory(environment), book, LocalDate.now(ZoneOffset.UTC));
  }

  private String text(Plan plan, Optional<Difference> difference) {
    if (format.json) {
      Map<String, @Nullable Object> document = JsonReport.of(plan);
      difference.ifPresent(found -> document.put("against", DifferenceReport.json(found)));
      return Json.print(document) + "\n";
    }
    if (format.markdown) {
      return difference.map(DifferenceReport::markdown).orElse("") + MarkdownReport.of(plan);
    }
    return difference
        .map(found -> TextReport.summary(plan) + "\n" + DifferenceReport.text(found))
        .orElseGet(() -> TextReport.of(plan, all));
  }
}
