package com.genericcorp.hq.operate.task;

import java.time.Duration;

/**
 * How long is waited for what.
 *
 * @param pause between two looks
 * @param task for a task's end: an image is fetched, then it runs
 * @param log for its last line after its end
 */
public record Patience(Duration pause, Duration task, Duration log) {
  /** Against AWS. */
  public static final Patience USUAL =
      new Patience(Duration.ofSeconds(2), Duration.ofMinutes(30), Duration.ofSeconds(60));
}
