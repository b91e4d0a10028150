package com.genericcorp.hq.server.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Whether a key opens its organisation. A revoked key is refused within a second. */
public final class ApiKeys {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final String FIND =
      "select true from api_keys where secret_hash = ? and revoked_at is null";

  private record Seen(String tenantId, ByteBuffer hash) {}

  private final TenantDatabase database;
  private final Cache<Seen, Boolean> accepted =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(20_000).build();

  public ApiKeys(TenantDatabase database) {
    this.database = database;
  }

  /** Whether the key is one of the organisation's own and not revoked. */
  public boolean accepts(Tenant tenant, ApiKey key) {
    if (!key.tenantId().equals(tenant.id())) {
      return false;
    }
    byte[] hash = key.hash();
    Seen seen = new Seen(tenant.id(), ByteBuffer.wrap(hash));
    if (accepted.getIfPresent(seen) != null) {
      return true;
    }
    boolean found =
        database.inTenant(
            tenant,
            handle ->
                handle.select(FIND, (Object) hash).mapTo(Boolean.class).findOne().isPresent());
    if (found) {
      accepted.put(seen, true);
    }
    return found;
  }

  /** Whether an unrevoked key with this hash is in the schema that the transaction acts in. */
  static boolean isStored(Handle handle, byte[] hash) {
    return handle.select(FIND, (Object) hash).mapTo(Boolean.class).findOne().isPresent();
  }
}
