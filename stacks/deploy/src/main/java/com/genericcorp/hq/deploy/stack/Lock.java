package com.genericcorp.hq.deploy.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who keeps others from a stack's state.
 *
 * @param holder {@code user@host}
 * @param place the lock's file
 */
public record Lock(String holder, long process, Instant since, String place) {
  /** For how long it has been held. */
  public Duration age(Instant now) {
    return Duration.between(since, now);
  }

  /** "ada@laptop (process 4711), since 2026-11-24T10:00:00Z, 2 h 10 min ago". */
  public String shown(Instant now) {
    long minutes = Math.max(0, age(now).toMinutes());
    String ago =
        minutes < 60 ? minutes + " min ago" : minutes / 60 + " h " + minutes % 60 + " min ago";
    return "%s (process %d), since %s, %s"
        .formatted(holder, process, since.truncatedTo(ChronoUnit.SECONDS), ago);
  }
}
