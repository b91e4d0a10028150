package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.tasks.Place;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in a list as callers carry it: microseconds since 1970 and an id, in base 64. */
final class Cursor {
  private static final int BYTES = 3 * Long.BYTES;

  // What PostgreSQL's timestamps hold, with room: years 1 to 9999.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Cursor() {}

  /** A time that the database can compare with: what is beyond it has nothing behind it. */
  private static Instant within(Instant time) {
    return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
  }

  static String of(Place place) {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, place.createdAt()))
            .putLong(place.id().getMostSignificantBits())
            .putLong(place.id().getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** The place in a text; empty when the text is no cursor. */
  static Optional<Place> parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Instant createdAt = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
    return Optional.of(new Place(within(createdAt), new UUID(buffer.getLong(), buffer.getLong())));
  }
}
