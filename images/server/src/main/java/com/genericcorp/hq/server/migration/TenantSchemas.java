package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.server.database.Administration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings organisations' schemas up to date with the usual settings, for who wants them current or a
 * failure: {@link FleetMigration} says more.
 */
public final class TenantSchemas {
  private final FleetMigration fleet;

  public TenantSchemas(Administration administration, List<MigrationScript> migrations) {
    this.fleet =
        new FleetMigration(administration, migrations, FleetSettings.DEFAULT, Progress.silent());
  }

  /**
   * Migrates every organisation that is behind; returns how many this process did.
   *
   * @throws Failed when some could not be; the others are done, the failing ones are as they were
   */
  public int migrate() {
    FleetMigration.Outcome outcome = fleet.migrate();
    requireWell(outcome);
    return outcome.migrated();
  }

  /**
   * Says what failed.
   *
   * @throws Failed when something did
   */
  public static void requireWell(FleetMigration.Outcome outcome) {
    if (!outcome.well()) {
      throw new Failed("%s", sentence(outcome));
    }
  }

  /** What failed and what to do, for people. */
  public static String sentence(FleetMigration.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d organisations could not be migrated and are as they were (%d were migrated):"
            .formatted(outcome.failures().size(), outcome.migrated()));
    outcome.failures().forEach((slug, reason) -> lines.add("  " + slug + ": " + reason));
    outcome
        .stopped()
        .ifPresent(
            why ->
                lines.add(
                    "The run was stopped, %d organisations are still to come: %s. Put right what"
                            .formatted(outcome.waiting(), why)
                        + " fails, then repeat 'tenants migrate'; it begins with those that are"
                        + " behind."));
    return String.join(System.lineSeparator(), lines);
  }
}
