package com.genericcorp.hq.server.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How usage is told: by hour or by day, in UTC, whose days all have 24 hours. */
public enum Period {
  HOUR(ChronoUnit.HOURS, 48, 31 * 24),
  DAY(ChronoUnit.DAYS, 30, 400);

  private final ChronoUnit unit;
  private final int usual;
  private final int most;

  Period(ChronoUnit unit, int usual, int most) {
    this.unit = unit;
    this.usual = usual;
    this.most = most;
  }

  /** As it stands in the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Period> of(String text) {
    return Arrays.stream(values()).filter(period -> period.text().equals(text)).findFirst();
  }

  /** How many are told where nobody says how many. */
  public int usual() {
    return usual;
  }

  /** How many are told at the most. */
  public int most() {
    return most;
  }

  /** Where the one that holds this time begins. */
  public Instant start(Instant time) {
    return time.truncatedTo(unit);
  }

  /** Where the one that holds this time ends; a time at which one begins is an end already. */
  public Instant end(Instant time) {
    Instant start = start(time);
    return start.equals(time) ? start : plus(start, 1);
  }

  public Instant plus(Instant time, long count) {
    return time.plus(count, unit);
  }

  /** How many lie between two times, each of which is the start of one. */
  public long between(Instant from, Instant to) {
    return unit.between(from, to);
  }
}
