package com.genericcorp.hq.verify;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq verify}. */
@Command(
    name = "verify",
    description = {
      "Checks whether an environment is really up, from where its users are: names, TLS, headers,"
          + " health, isolation, and a task from its beginning to its end.",
      "Of an environment on AWS, its account is asked as well, as whoever is signed in there.",
      "It works as the reserved organisation 'probe' and touches no other."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq verify local",
      "  scripts/hq verify demo",
      "  scripts/hq verify demo --junit target/verify.xml",
      "  scripts/hq verify demo --from-outside --keys probe.key"
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The environment: see 'scripts/hq environments'.")
  private String name = "";

  @Option(names = "--json", description = "Print the results as JSON.")
  private boolean json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results as JUnit's XML, too.")
  private @Nullable Path junit;

  @Option(
      names = "--from-outside",
      description =
          "Leave out what only the environment's account at AWS can tell; nothing of AWS is then"
              + " needed. Other platforms are looked at from outside alone.")
  private boolean fromOutside;

  @Mixin private TargetOptions where = new TargetOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Repository repository = Repository.find();
    Environment environment = new Environments(repository.environments()).load(name);
    Verifying verifying =
        new Verifying(
            environment,
            where.target(),
            InsideView.of(environment.platform()),
            repository.root(),
            System.getenv());
    TimedReport found = verifying.report(fromOutside);
    found.print(spec.commandLine().getOut(), json);
    if (junit != null) {
      write(found.report(), junit);
    }
    return found.exitCode();
  }

  private static void write(Report report, Path file) {
    try {
      JunitReport.write(report, file);
    } catch (IOException problem) {
      throw new InvalidInput("The JUnit file %s cannot be written: %s", file, problem);
    }
  }
}
