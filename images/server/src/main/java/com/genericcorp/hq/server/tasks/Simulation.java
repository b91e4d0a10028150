package com.genericcorp.hq.server.tasks;

import java.time.Duration;

/**
 * How a simulated agent shall behave at a task.
 *
 * @param seconds how long an attempt takes, 0 to 600; fractions are meant to the millisecond
 * @param failures how many attempts fail before one succeeds, 0 to 10
 */
public record Simulation(double seconds, int failures) {
  public static final int MOST_SECONDS = 600;
  public static final int MOST_FAILURES = 10;

  Duration duration() {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }
}
