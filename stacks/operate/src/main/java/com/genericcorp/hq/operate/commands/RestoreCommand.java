package com.genericcorp.hq.operate.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.operate.restore.Abandonment;
import com.genericcorp.hq.operate.restore.Organization;
import com.genericcorp.hq.operate.restore.OrganizationSteps;
import com.genericcorp.hq.operate.restore.Restore;
import com.genericcorp.hq.operate.restore.RestoreSteps;
import com.genericcorp.hq.operate.restore.RestoreTime;
import com.genericcorp.hq.operate.task.Patience;
import java.io.Console;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq restore}. */
@Command(
    name = "restore",
    description = {
      "Brings the whole database of an environment on AWS back to a time: restores it beside the"
          + " present one, looks at it, asks, and puts it in the present one's place. The service"
          + " stops from then on until the end; the present database is kept under another name.",
      "With --organization it takes one organisation out of the restored database instead, and"
          + " nothing else changes.",
      "Killed anywhere: the same command again goes on. See docs/aws-operate.md."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq restore demo --to 2026-11-24T03:15:00Z",
      "  scripts/hq restore production --to 2026-11-24T04:15:00+01:00 --abandon",
      "  scripts/hq restore demo --to 2026-11-24T03:15:00Z --organization north-wind"
    },
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment of platform aws.")
  private String name = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "ISO 8601 with its offset from UTC, such as 2026-11-24T03:15:00Z.")
  private String to = "";

  @Option(names = "--yes", description = "Switch without asking.")
  private boolean yes;

  @Option(
      names = "--abandon",
      description = "Remove the restored database, before the switch; nothing else changes.")
  private boolean abandon;

  @Option(
      names = "--organization",
      paramLabel = "SLUG",
      description = "This one alone, as it was; the present database and all others stay.")
  private @Nullable String organization;

  @Option(
      names = "--as",
      paramLabel = "SLUG",
      description = "With --organization: its name beside the living one. Default: with the time.")
  private @Nullable String as;

  @Option(
      names = "--in-place",
      description = "With --organization: in the place of the living one, which is exported first.")
  private boolean inPlace;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    RestoreTime time = RestoreTime.parse(to);
    if (organization == null && (as != null || inPlace)) {
      throw new InvalidInput("--as and --in-place are about one organisation: add --organization");
    }
    try (Chosen chosen = Chosen.byName(name)) {
      return AwsErrors.told(() -> restore(chosen, time));
    }
  }

  private int restore(Chosen chosen, RestoreTime time) throws Exception {
    Restore restore =
        new Restore(
            chosen.environment(),
            time,
            chosen.account(),
            chosen.pulumi(),
            chosen.outputs(),
            Patience.USUAL,
            System.err);
    PrintWriter out = spec.commandLine().getOut();
    if (abandon) {
      out.println(
          Abandonment.of(restore)
              ? restore.side() + " is being deleted; nothing else was changed."
              : "There is no " + restore.side() + ".");
      return CommandRunner.DONE;
    }
    Progress progress = Progress.toStandardError();
    if (organization != null) {
      return one(restore, Organization.asked(organization, as, inPlace, time), progress);
    }
    Step.runAll(RestoreSteps.BESIDE, restore, progress);
    if (!restore.isSwitching()) {
      out.printf("In %s, as of %s: %s%n", restore.side(), time, restore.counts().restored());
      out.printf("In %s, now: %s%n", restore.present(), restore.counts().present());
      out.flush();
      if (!yes && !isConfirmed(restore)) {
        out.println("Nothing was switched; the same command again goes on from here.");
        return CommandRunner.FAILED;
      }
    }
    Step.runAll(RestoreSteps.SWITCH, restore, progress);
    out.printf(
        "%s is the database as of %s. Now:%n"
            + "  scripts/hq verify %s%n"
            + "  scripts/hq drift %s%n"
            + "The former one is kept as %s, protected. Once it is of no use any more:%n"
            + "  aws rds modify-db-instance --db-instance-identifier %s --no-deletion-protection"
            + " --apply-immediately%n"
            + "  aws rds delete-db-instance --db-instance-identifier %s"
            + " --final-db-snapshot-identifier %s%n",
        restore.present(),
        time,
        name,
        name,
        restore.replaced(),
        restore.replaced(),
        restore.replaced(),
        restore.replaced());
    return CommandRunner.DONE;
  }

  private int one(Restore restore, Organization wanted, Progress progress) {
    if (wanted.inPlace() && !yes) {
      throw new InvalidInput(
          "--in-place replaces what '%s' is now, after exporting that; add --yes", wanted.slug());
    }
    Step.runAll(OrganizationSteps.STEPS, restore.of(wanted), progress);
    spec.commandLine()
        .getOut()
        .printf(
            "'%s' is there as of %s: %d rows, from %s. %s is being deleted.%n",
            wanted.as(), to, restore.exported().rows(), restore.exported().place(), restore.side());
    return CommandRunner.DONE;
  }

  private boolean isConfirmed(Restore restore) {
    Console console = System.console();
    if (console == null) {
      throw new InvalidInput(
          "%s is ready, and nobody is there to be asked whether to switch; look at what it holds,"
              + " then run the same with --yes",
          restore.side());
    }
    String answer =
        console.readLine(
            "What was written to %s since %s will be in the former database alone, and nobody is"
                + " served for about a quarter of an hour. Type '%s' to switch: ",
            name, to, name);
    return name.equals(answer);
  }
}
