package com.genericcorp.hq.server.people;

import com.genericcorp.hq.server.database.Columns;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.tasks.Place;
import com.genericcorp.hq.server.tenancy.ApiKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * An organisation's API keys as its owners see them; each call is given a transaction that acts as
 * the organisation.
 */
public final class Keys {
  private static final String COLUMNS = "id, name, role, requests_per_minute, created_at";

  private Keys() {}

  /**
   * A key that is valid.
   *
   * @param requestsPerMinute its own limit, below its organisation's; null when it has none
   */
  public record Key(
      UUID id, String name, Role role, @Nullable Integer requestsPerMinute, Instant createdAt) {}

  /** The newest, at most so many, older than the given place. */
  public static List<Key> newest(Handle handle, int most, @Nullable Place after) {
    return Place.bind(
            handle.createQuery(
                "select "
                    + COLUMNS
                    + " from api_keys where revoked_at is null"
                    + Place.condition(after)),
            after)
        .bind("most", most)
        .map((row, context) -> key(row))
        .list();
  }

  /** Stores a key; empty when there is a valid one of that name. */
  public static Optional<Key> create(
      Handle handle, ApiKey key, String name, Role role, @Nullable Integer requestsPerMinute) {
    return handle
        .createQuery(
            "insert into api_keys (name, secret_hash, role, requests_per_minute)"
                + " values (:name, :hash, :role, :requests)"
                + " on conflict (name) where revoked_at is null do nothing returning "
                + COLUMNS)
        .bind("name", name)
        .bind("hash", key.hash())
        .bind("role", role.text())
        .bind("requests", requestsPerMinute)
        .map((row, context) -> key(row))
        .findOne();
  }

  /** Revokes a key; false when there is no such valid one. */
  public static boolean revoke(Handle handle, UUID id) {
    return handle.execute(
            "update api_keys set revoked_at = now() where id = ? and revoked_at is null", id)
        > 0;
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Role.of(row.getString("role")).orElseThrow(),
        row.getObject("requests_per_minute", Integer.class),
        Columns.instant(row, "created_at"));
  }
}
