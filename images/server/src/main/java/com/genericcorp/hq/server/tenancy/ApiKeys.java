package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.server.identity.Role;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a key opens of its organisation. A revoked key is refused within a second: {@link
 * Freshness}.
 */
public final class ApiKeys {
  private static final String FIND =
      "select id, name, role, requests_per_minute from api_keys"
          + " where secret_hash = ? and revoked_at is null";

  private record Seen(String tenantId, ByteBuffer hash) {}

  private final TenantDatabase database;
  private final Freshness.Known<Seen, KeyGrant> accepted;

  public ApiKeys(TenantDatabase database, Freshness freshness) {
    this.database = database;
    this.accepted = freshness.known();
  }

  /** What the key allows; empty when it is not one of the organisation's own, or revoked. */
  public Optional<KeyGrant> grant(Tenant tenant, ApiKey key, Asker asker) {
    if (!key.tenantId().equals(tenant.id())) {
      return Optional.empty();
    }
    byte[] hash = key.hash();
    return accepted.get(
        new Seen(tenant.id(), ByteBuffer.wrap(hash)),
        asker.asking(() -> database.inTenant(tenant, handle -> stored(handle, hash))));
  }

  /** Whether an unrevoked key with this hash is in the schema that the transaction acts in. */
  static boolean isStored(Handle handle, byte[] hash) {
    return stored(handle, hash).isPresent();
  }

  private static Optional<KeyGrant> stored(Handle handle, byte[] hash) {
    return handle
        .select(FIND, (Object) hash)
        .map(
            (row, context) ->
                new KeyGrant(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    Role.of(row.getString("role")).orElseThrow(),
                    row.getObject("requests_per_minute", Integer.class)))
        .findOne();
  }
}
