package com.genericcorp.hq.operate.task;

import java.time.Duration;
import java.util.List;

/**
 * How long is waited for what.
 *
 * @param pause between two looks
 * @param task for a task's end: an image is fetched, then it runs
 * @param fleet for the end of one that migrates organisations, of whom there may be many
 * @param log for its last line after its end
 */
public record Patience(Duration pause, Duration task, Duration fleet, Duration log) {
  /** Against AWS. */
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(2),
          Duration.ofMinutes(30),
          // Longer than any takes: it is there for a task that hangs.
          Duration.ofHours(24),
          Duration.ofSeconds(60));

  /**
   * For a command's end.
   *
   * @param words from its name on
   */
  Duration end(List<String> words) {
    // 'migrate' and 'tenants migrate'.
    return words.stream().limit(2).anyMatch("migrate"::equals) ? fleet : task;
  }
}
