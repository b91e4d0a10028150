package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.InvalidInput;
import java.time.Duration;
import java.util.List;

/**
 * How a fleet's migration goes.
 *
 * @param workers connections that work beside one another
 * @param canary the share of the organisations that goes first, from 0 to 1, rounded down
 * @param stopAt the share of failures at which the run stops, above 0 and up to 1
 * @param stopAfter so many failures at least, but for probe and canary
 * @param lockTimeout how long a statement waits for a lock: as long, requests may queue up behind
 * @param attempts how often an organisation whose locks are held is tried
 * @param only these slugs alone; empty: all that are behind
 */
public record FleetSettings(
    int workers,
    double canary,
    double stopAt,
    int stopAfter,
    Duration lockTimeout,
    int attempts,
    List<String> only) {
  private static final int MOST_WORKERS = 64;
  private static final int FEWEST = 2;
  private static final int MOST_BY_DEFAULT = 8;

  public static final FleetSettings DEFAULT =
      new FleetSettings(defaultWorkers(), 0.01, 0.05, 3, Duration.ofMillis(500), 8, List.of());

  public FleetSettings {
    only = List.copyOf(only);
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new InvalidInput("--workers is %d: expected 1 to %d", workers, MOST_WORKERS);
    }
    if (!(canary >= 0 && canary <= 1)) {
      throw new InvalidInput("--canary is %s: expected a share from 0%% to 100%%", canary);
    }
    if (!(stopAt > 0 && stopAt <= 1)) {
      throw new InvalidInput("--stop-at is %s: expected a share above 0%%, up to 100%%", stopAt);
    }
    if (stopAfter < 1) {
      throw new InvalidInput("--stop-after is %d: expected 1 failure or more", stopAfter);
    }
    if (lockTimeout.toMillis() < 1) {
      throw new InvalidInput("--lock-timeout: expected 1 ms or more");
    }
    if (attempts < 1) {
      throw new InvalidInput("--attempts is %d: expected 1 or more", attempts);
    }
  }

  /** The same for some organisations alone. */
  public FleetSettings only(List<String> slugs) {
    return new FleetSettings(workers, canary, stopAt, stopAfter, lockTimeout, attempts, slugs);
  }

  private static int defaultWorkers() {
    // The database has seldom more cores than this host.
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.max(FEWEST, Math.min(cores, MOST_BY_DEFAULT));
  }
}
