package com.genericcorp.hq.release.github;

import java.time.Duration;

/**
 * How long to wait for GitHub.
 *
 * @param attempts of one call that fails
 * @param firstPause between them; each is twice as long as the one before
 * @param mostWaiting for limits of rate, of one call in all
 * @param answer until a call's answer begins; uploads and downloads have more by their size
 * @param sleeper sleeps
 */
public record Patience(
    int attempts, Duration firstPause, Duration mostWaiting, Duration answer, Sleeper sleeper) {
  private static final long SLOWEST_BYTES_PER_SECOND = 64 * 1024;

  /** Sleeps; tests do not. */
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /** As documented: a quarter of an hour for limits, a good minute for what breaks. */
  public static Patience real() {
    return new Patience(
        7,
        Duration.ofSeconds(1),
        Duration.ofMinutes(15),
        Duration.ofSeconds(60),
        duration -> Thread.sleep(duration.toMillis()));
  }

  /** The pause after an attempt, counted from 1. */
  Duration pause(int attempt) {
    return firstPause.multipliedBy(1L << (attempt - 1));
  }

  /** Until a call with so many bytes must have ended. */
  Duration limit(long bytes) {
    return answer.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
  }
}
