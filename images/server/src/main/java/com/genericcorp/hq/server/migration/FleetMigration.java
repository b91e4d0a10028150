package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings all organisations' schemas up to date, as a recorded run: the probe, a share as canaries,
 * a tenth, the rest, and who was made meanwhile. Several processes share a run; a killed one is
 * gone on with. See docs/migrations.md.
 */
public final class FleetMigration {
  private static final int MOST_ROUNDS = 5;
  private static final List<WaveStep> WAVES =
      List.of(
          new WaveStep(Wave.PROBE),
          new WaveStep(Wave.CANARY),
          new WaveStep(Wave.TENTH),
          new WaveStep(Wave.REST),
          new WaveStep(Wave.SWEEP));

  private final Administration administration;
  private final List<MigrationScript> migrations;
  private final FleetSettings settings;
  private final Progress progress;

  public FleetMigration(
      Administration administration,
      List<MigrationScript> migrations,
      FleetSettings settings,
      Progress progress) {
    this.administration = administration;
    this.migrations = MigrationScript.inOrder(migrations);
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * What came of a run.
   *
   * @param run its number; 0 when nobody was behind
   * @param migrated by this process; others may have taken part
   * @param failures by slug; these organisations are as they were
   * @param stopped why the run was stopped; empty when all was tried
   */
  public record Outcome(
      long run,
      int version,
      int migrated,
      Map<String, String> failures,
      int waiting,
      Optional<String> stopped,
      Duration took) {
    public boolean well() {
      return failures.isEmpty() && stopped.isEmpty() && waiting == 0;
    }
  }

  /** A run under way, for its steps. */
  record Going(
      FleetRun run,
      FleetSettings settings,
      List<Phase> phases,
      Progress progress,
      Administration administration,
      AtomicInteger migrated,
      Coordinator coordinator) {
    FleetWorker worker() {
      return new FleetWorker(administration, settings, run, migrated);
    }

    Counts counts(Wave wave) {
      return ask(handle -> FleetTargets.counts(handle, run.id(), wave));
    }

    <T> T ask(Function<Handle, T> question) {
      return coordinator.ask(run.id(), question);
    }
  }

  /**
   * Migrates; returns what came of it, failures included.
   *
   * @throws Failed when nothing could be begun, or the database went away
   */
  public Outcome migrate() {
    long began = System.nanoTime();
    try (Coordinator coordinator = new Coordinator(administration)) {
      Connection connection = coordinator.connection();
      new Ledger(migrations).requireSound(connection);
      Optional<FleetRun> entered =
          new FleetRuns(administration, latest()).enter(connection, settings);
      if (entered.isEmpty()) {
        return new Outcome(0, latest(), 0, Map.of(), 0, Optional.empty(), since(began));
      }
      FleetRun run = entered.get();
      Going going =
          new Going(
              run,
              settings,
              Phase.of(migrations),
              progress,
              administration,
              new AtomicInteger(),
              coordinator);
      Optional<String> stopped = runWaves(going);
      Counts counts = going.ask(handle -> FleetTargets.counts(handle, run.id()));
      Map<String, String> failures = going.ask(handle -> FleetTargets.failures(handle, run.id()));
      return new Outcome(
          run.id(),
          run.version(),
          going.migrated().get(),
          failures,
          counts.waiting(),
          stopped,
          since(began));
    } catch (SQLException problem) {
      throw Administration.failed("migrating organisations' schemas", problem);
    } catch (JdbiException problem) {
      throw problem.getCause() instanceof SQLException failure
          ? Administration.failed("migrating organisations' schemas", failure)
          : problem;
    }
  }

  private static Optional<String> runWaves(Going going) {
    long id = going.run().id();
    Counts counts;
    int rounds = 0;
    do {
      try {
        Step.runAll(WAVES, going, going.progress());
      } catch (Failed problem) {
        FleetRun now = going.ask(handle -> FleetRuns.read(handle, id));
        if (now.state() == FleetRun.State.STOPPED) {
          return Optional.of(String.valueOf(now.reason()));
        }
        throw problem;
      }
      int unused = going.ask(handle -> FleetTargets.settle(handle, going.run()));
      counts = going.ask(handle -> FleetTargets.counts(handle, id));
      // A crash of the database takes back what was done last, in waves that are over, too.
    } while (counts.waiting() > 0 && ++rounds < MOST_ROUNDS);
    if (counts.waiting() > 0) {
      throw new Failed(
          "%d organisations were migrated and are as they were again, %d times: does the database"
              + " crash? Put that right, then repeat this command, it goes on.",
          counts.waiting(), rounds);
    }
    FleetRun.State state = counts.failed() > 0 ? FleetRun.State.FAILED : FleetRun.State.DONE;
    going.ask(
        handle -> {
          FleetRuns.end(handle, id, state, "");
          return state;
        });
    return Optional.empty();
  }

  private int latest() {
    return migrations.get(migrations.size() - 1).version();
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
