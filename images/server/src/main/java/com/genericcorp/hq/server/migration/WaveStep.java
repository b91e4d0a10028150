package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One wave of a run, by some workers; over when all processes have ended their part of it. */
final class WaveStep implements Step<FleetMigration.Going> {
  private static final int LOOK_EVERY_MILLIS = 500;

  private final Wave wave;

  WaveStep(Wave wave) {
    this.wave = wave;
  }

  @Override
  public String name() {
    return "Migrate " + wave.label();
  }

  @Override
  public Optional<String> skip(FleetMigration.Going going) {
    if (wave == Wave.SWEEP && !going.run().chosen()) {
      int unused = going.ask(handle -> FleetTargets.sweep(handle, going.run()));
    }
    Counts counts = going.counts(wave);
    return counts.waiting() == 0 ? Optional.of("nobody to migrate") : Optional.empty();
  }

  @Override
  public void run(FleetMigration.Going going) throws Exception {
    for (Phase phase : going.phases()) {
      run(going, phase);
      FleetRun now = going.ask(handle -> FleetRuns.read(handle, going.run().id()));
      if (now.state() == FleetRun.State.STOPPED) {
        throw new Failed("The run was stopped: %s.", String.valueOf(now.reason()));
      }
    }
  }

  private void run(FleetMigration.Going going, Phase phase) throws Exception {
    int workers = Math.max(1, Math.min(going.settings().workers(), going.counts(wave).waiting()));
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        all.add(
            threads.submit(
                () -> {
                  going.worker().work(wave, phase);
                  return null;
                }));
      }
      await(going, all);
    } finally {
      threads.shutdownNow();
      boolean unused = threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  /** Waits for all; some may lack a connection, as long as others go on. */
  private void await(FleetMigration.Going going, List<Future<?>> workers)
      throws InterruptedException, SQLException {
    long began = System.nanoTime();
    int before = going.counts(wave).done();
    List<Throwable> failures = new ArrayList<>();
    for (Future<?> worker : workers) {
      boolean ended = false;
      while (!ended) {
        try {
          worker.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
          ended = true;
        } catch (TimeoutException goesOn) {
          Duration taken = Duration.ofNanos(System.nanoTime() - began);
          going.progress().running(line(going.counts(wave), before, taken));
        } catch (ExecutionException failed) {
          failures.add(failed.getCause());
          ended = true;
        }
      }
    }
    if (failures.size() == workers.size() || failures.stream().anyMatch(WaveStep::isNotCrowding)) {
      throw new Failed(
          failures.get(0),
          "The database's connection was lost, and no organisation is half-migrated: repeat this"
              + " command, it goes on. %s",
          String.valueOf(failures.get(0).getMessage()));
    }
  }

  private static boolean isNotCrowding(Throwable failure) {
    return !MigrationFailure.isCrowded(failure);
  }

  private String line(Counts counts, int before, Duration taken) {
    double rate = (counts.done() - before) / Math.max(0.001, taken.toMillis() / 1000.0);
    String left = rate > 0 ? "%.0f s left".formatted(counts.waiting() / rate) : "none done yet";
    String failed = counts.failed() == 0 ? "" : ", %,d failed".formatted(counts.failed());
    return "%s: %,d of %,d%s, %.0f a second, %s"
        .formatted(name(), counts.done(), counts.all(), failed, rate, left);
  }
}
