package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.InvalidInput;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** A moment that a database is brought back to, in whole seconds. */
public record RestoreTime(Instant instant) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

  /**
   * Reads a time with its offset.
   *
   * @param text ISO 8601, such as {@code 2026-11-24T03:15:00Z}
   * @throws InvalidInput when it is none, or has no offset: it would mean another time elsewhere
   */
  public static RestoreTime parse(String text) {
    try {
      return new RestoreTime(
          OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeParseException problem) {
      throw new InvalidInput(
          "--to is '%s': expected a time with its offset from UTC, such as 2026-11-24T03:15:00Z or"
              + " 2026-11-24T04:15:00+01:00",
          text);
    }
  }

  /** In UTC, for names of instances: {@code 202611240315}. */
  String stamp() {
    return STAMP.format(instant);
  }

  /** As ISO 8601 in UTC. */
  @Override
  public String toString() {
    return instant.toString();
  }
}
