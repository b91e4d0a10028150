package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.migration.FleetMigration;
import com.genericcorp.hq.server.migration.FleetRehearsal;
import com.genericcorp.hq.server.migration.FleetSettings;
import com.genericcorp.hq.server.migration.FleetStatus;
import com.genericcorp.hq.server.migration.MigrationScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenants migrate}: the organisations' schemas, as a recorded run. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings organisations' schemas up to date: the probe, canaries, a tenth, the rest.",
      "Safe to repeat and to kill; started twice at once, both share the work. Exit code 1 when",
      "an organisation could not be migrated: it is as it was, and named with the reason."
    },
    footer = {
      "",
      "Examples:",
      "  tenants migrate --dry-run",
      "  tenants migrate --canary 2% --stop-at 1% --workers 4",
      "  tenants migrate --only acme globex",
      "  tenants migrate --status --json"
    })
final class TenantsMigrate implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Say what would be done, and try it on the probe.")
  private boolean dryRun;

  @Option(names = "--status", description = "Show organisations by version, and the newest run.")
  private boolean status;

  @Option(
      names = "--lint",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Look at migrations' files instead; needs no database.")
  private @Nullable List<Path> lint;

  @Option(
      names = "--only",
      arity = "1..*",
      paramLabel = "SLUG",
      description = "These organisations alone.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Connections that work beside one another. Default: by cores.")
  private @Nullable Integer workers;

  @Option(
      names = "--canary",
      paramLabel = "SHARE",
      defaultValue = "1%",
      converter = Share.class,
      description = "The share that goes first. Default: ${DEFAULT-VALUE}.")
  private double canary;

  @Option(
      names = "--stop-at",
      paramLabel = "SHARE",
      defaultValue = "5%",
      converter = Share.class,
      description = "Stop at this share of failures. Default: ${DEFAULT-VALUE}.")
  private double stopAt;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      defaultValue = "3",
      description = "But at so many at least. Default: ${DEFAULT-VALUE}.")
  private int stopAfter;

  @Option(
      names = "--lock-timeout",
      paramLabel = "MS",
      defaultValue = "500",
      description = "How long a statement waits for a lock. Default: ${DEFAULT-VALUE}.")
  private int lockTimeout;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      defaultValue = "8",
      description = "How often one whose locks are held is tried. Default: ${DEFAULT-VALUE}.")
  private int attempts;

  @Option(
      names = "--json",
      description = "Print {run, version, migrated, failed: [{slug, reason}], waiting, stopped}.")
  private boolean json;

  @Mixin private final DatabasePatience patience = new DatabasePatience();

  @Override
  public Integer call() {
    if ((dryRun ? 1 : 0) + (status ? 1 : 0) + (lint == null ? 0 : 1) > 1) {
      throw new InvalidInput("--dry-run, --status and --lint are three things: choose one");
    }
    if (lint != null) {
      return MigrationLintCommand.run(lint, json);
    }
    FleetSettings settings = settings();
    Administration administration =
        Administration.of(Variables.ofProcess()).awaiting(patience.asked());
    FleetOutput output = new FleetOutput(json);
    if (status) {
      output.print(FleetStatus.read(administration));
      return 0;
    }
    if (dryRun) {
      return output.print(
          new FleetRehearsal(administration, MigrationScript.all(), settings).rehearse());
    }
    return output.print(
        new FleetMigration(
                administration, MigrationScript.all(), settings, Progress.toStandardError())
            .migrate());
  }

  private FleetSettings settings() {
    return new FleetSettings(
        workers == null ? FleetSettings.DEFAULT.workers() : workers,
        canary,
        stopAt,
        stopAfter,
        Duration.ofMillis(lockTimeout),
        attempts,
        only);
  }
}
