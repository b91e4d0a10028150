package com.genericcorp.hq.server.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Which organisations there are. What it says is at most a second old, so a suspension reaches
 * every replica within that second.
 */
public final class Registry {
  /** How old an answer may be. */
  public static final Duration FRESH = Duration.ofSeconds(1);

  static final String COLUMNS =
      "select id, slug, name, tier, status, schema_name, role_name, cohort,"
          + " sample, storage_bytes from public.tenants";

  private final TenantDatabase database;
  private final Cache<String, Tenant> bySlug = cache();
  private final Cache<String, Tenant> byId = cache();

  public Registry(TenantDatabase database) {
    this.database = database;
  }

  /** The organisation of this name, suspended ones included. */
  public Optional<Tenant> bySlug(String slug) {
    return cached(bySlug, slug, COLUMNS + " where slug = ?");
  }

  public Optional<Tenant> byId(String id) {
    return cached(byId, id, COLUMNS + " where id = ?");
  }

  private Optional<Tenant> cached(Cache<String, Tenant> cache, String key, String sql) {
    Tenant known = cache.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Tenant> read =
        database.shared(
            handle -> handle.select(sql, key).map((row, context) -> tenant(row)).findOne());
    read.ifPresent(tenant -> cache.put(key, tenant));
    return read;
  }

  static Tenant tenant(ResultSet row) throws SQLException {
    return new Tenant(
        row.getString("id"),
        row.getString("slug"),
        row.getString("name"),
        row.getString("tier"),
        Tenant.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("schema_name"),
        row.getString("role_name"),
        row.getInt("cohort"),
        row.getBoolean("sample"),
        row.getLong("storage_bytes"));
  }

  private static Cache<String, Tenant> cache() {
    return Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(20_000).build();
  }
}
