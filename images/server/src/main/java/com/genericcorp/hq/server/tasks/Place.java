package com.genericcorp.hq.server.tasks;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that has the newest first: behind the row with this time (to the microsecond,
 * as PostgreSQL keeps it) and id.
 */
public record Place(Instant createdAt, UUID id) {
  /** The rest of a select: what is behind the place, in order, {@code :most} of it. */
  public static String condition(@Nullable Place after) {
    return (after == null ? "" : " and (created_at, id) < (:createdAt, :id)")
        + " order by created_at desc, id desc limit :most";
  }

  public static Query bind(Query query, @Nullable Place after) {
    return after == null
        ? query
        : query
            .bind("createdAt", OffsetDateTime.ofInstant(after.createdAt(), ZoneOffset.UTC))
            .bind("id", after.id());
  }
}
