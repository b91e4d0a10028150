package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** One connection's part in a wave: claims organisations until none is left in the phase. */
final class FleetWorker {
  // A backend remembers each table that it has touched, some 0.2 MB an organisation.
  private static final int ORGANIZATIONS_A_CONNECTION = 200;
  private static final int MOST_LOST_IN_A_ROW = 5;
  private static final int PAUSE_MILLIS = 20;

  private final Administration administration;
  private final FleetSettings settings;
  private final FleetRun run;
  private final TenantMigration migration;
  private final ConcurrentIndexes indexes;
  private final AtomicInteger migrated;
  private int finished;
  private @Nullable MigrationFailure lostWith;

  FleetWorker(
      Administration administration, FleetSettings settings, FleetRun run, AtomicInteger migrated) {
    this.administration = administration;
    this.settings = settings;
    this.run = run;
    String owner = administration.names().owner();
    this.migration = new TenantMigration(owner, run.id(), run.version());
    this.indexes = new ConcurrentIndexes(owner, settings, migration);
    this.migrated = migrated;
  }

  /**
   * Works until nobody of the wave is left in the phase, or the run is stopped.
   *
   * @throws Failed when the database has gone away for longer than is waited for it
   */
  void work(Wave wave, Phase phase) throws SQLException, InterruptedException {
    int lost = 0;
    while (true) {
      int before = finished;
      try (Connection connection = FleetTargets.connect(administration, settings)) {
        noteLost(connection, wave);
        if (work(connection, wave, phase)) {
          return;
        }
        lost = 0;
      } catch (SQLException | JdbiException problem) {
        lost = finished > before ? 1 : lost + 1;
        if (!MigrationFailure.ofTheConnection(problem) || lost > MOST_LOST_IN_A_ROW) {
          throw problem;
        }
        Thread.sleep((long) PAUSE_MILLIS << lost);
      }
    }
  }

  /**
   * The organisation at hand when the connection was lost is as it was, or done. It counts as an
   * attempt: what ends the database's process each time shall not hold up all others.
   */
  private void noteLost(Connection connection, Wave wave) {
    if (lostWith != null) {
      note(connection, wave, lostWith);
      lostWith = null;
    }
  }

  /** Returns whether nothing is left to do; false: with another connection there may be. */
  private boolean work(Connection connection, Wave wave, Phase phase)
      throws SQLException, InterruptedException {
    for (int done = 0; done < ORGANIZATIONS_A_CONNECTION; ) {
      try {
        if (next(connection, wave, phase)) {
          done++;
          finished++;
          if (phase.end() == run.version()) {
            migrated.incrementAndGet();
          }
        } else if (FleetTargets.waits(connection, run.id(), wave, phase)) {
          // Another has it, or it is tried again in a moment.
          Thread.sleep(PAUSE_MILLIS);
        } else {
          return true;
        }
      } catch (MigrationFailure failure) {
        if (failure.ofTheConnection()) {
          lostWith = failure;
          throw new SQLException(failure.getMessage(), "08006", failure.getCause());
        }
        note(connection, wave, failure);
      }
    }
    return false;
  }

  private boolean next(Connection connection, Wave wave, Phase phase)
      throws SQLException, MigrationFailure {
    return phase.concurrently()
        ? indexes.next(connection, run.id(), wave, phase)
        : migration.next(connection, wave, phase);
  }

  private void note(Connection connection, Wave wave, MigrationFailure failure) {
    String held = failure.ofALock() ? FleetTargets.holders(connection, failure.target()) : "";
    String reason = failure.getMessage() + held;
    if (!FleetTargets.fail(connection, run, failure, settings.attempts(), reason)) {
      return;
    }
    Handle handle = Jdbi.open(connection);
    Optional<String> stop =
        Counts.whyStop(
            wave,
            FleetTargets.counts(handle, run.id(), wave),
            FleetTargets.counts(handle, run.id()),
            run);
    stop.ifPresent(why -> FleetRuns.end(handle, run.id(), FleetRun.State.STOPPED, why));
  }
}
