package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings organisations' schemas up to date with the usual settings, for who wants them current or a
 * failure: {@link FleetMigration} says more.
 */
public final class TenantSchemas {
  private final Administration administration;
  private final List<MigrationScript> migrations;

  public TenantSchemas(Administration administration, List<MigrationScript> migrations) {
    this.administration = administration;
    this.migrations = List.copyOf(migrations);
  }

  private FleetMigration fleet(int version) {
    return new FleetMigration(
        administration, migrations.subList(0, version), FleetSettings.DEFAULT, Progress.silent());
  }

  private int latest() {
    return migrations.get(migrations.size() - 1).version();
  }

  /**
   * Migrates every organisation that is behind; returns how many this process did.
   *
   * @throws Failed when some could not be; the others are done, the failing ones are as they were
   */
  public int migrate() {
    FleetMigration.Outcome outcome = fleet(latest()).migrate();
    requireWell(outcome);
    return outcome.migrated();
  }

  /**
   * What was done where only what is needed is.
   *
   * @param migrated by this process
   * @param behind organisations that lack a version still, and are served all the same
   */
  public record Needed(int migrated, int behind) {}

  /**
   * Migrates the organisations that the code does not work on, and no further than it needs: a
   * fleet takes longer than a server's start may, and nobody else's trouble shall hold it up.
   *
   * @param needed the oldest version that the code works on
   * @throws Failed when the code does not work on somebody still
   */
  public Needed migrateNeeded(int needed) {
    int migrated = 0;
    if (below(needed) > 0) {
      FleetMigration.Outcome outcome = fleet(needed).migrate();
      int still = below(needed);
      if (still > 0) {
        requireWell(outcome);
        throw new Failed(
            "%d organisations were made by an older build meanwhile, and this one does not work on"
                + " them: repeat this command.",
            still);
      }
      migrated = outcome.migrated();
    }
    return new Needed(migrated, below(latest()));
  }

  private int below(int version) {
    try (Connection migrator = administration.asMigrator()) {
      return Jdbi.open(migrator)
          .select("select count(*) from public.tenants where schema_version < ?", version)
          .mapTo(Integer.class)
          .one();
    } catch (SQLException problem) {
      throw Administration.failed("reading where the organisations stand", problem);
    }
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
