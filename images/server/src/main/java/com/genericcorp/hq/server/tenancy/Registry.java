package com.genericcorp.hq.server.tenancy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * Which organisations there are. A change reaches every replica within a second: {@link Freshness}.
 * A suspension waits for nobody's reading: the database itself acts for the organisation no more.
 */
public final class Registry {
  static final String COLUMNS =
      "select id, slug, name, tier, status, schema_name, role_name, database, cohort,"
          + " sample, storage_bytes from public.tenants";

  private final TenantDatabase database;
  private final Freshness.Known<String, Tenant> bySlug;
  private final Freshness.Known<String, Tenant> byId;

  public Registry(TenantDatabase database, Freshness freshness) {
    this.database = database;
    this.bySlug = freshness.known();
    this.byId = freshness.known();
  }

  /** The organisation of this name, suspended ones included. */
  public Optional<Tenant> bySlug(String slug) {
    return bySlug(slug, Asker.COUNTED);
  }

  /** The same on somebody's behalf. */
  public Optional<Tenant> bySlug(String slug, Asker asker) {
    return bySlug.get(slug, asker.asking(() -> read(COLUMNS + " where slug = ?", slug)));
  }

  public Optional<Tenant> byId(String id) {
    return byId(id, Asker.COUNTED);
  }

  /** The same on somebody's behalf. */
  public Optional<Tenant> byId(String id, Asker asker) {
    return byId.get(id, asker.asking(() -> read(COLUMNS + " where id = ?", id)));
  }

  private Optional<Tenant> read(String sql, String key) {
    return database.shared(
        handle -> handle.select(sql, key).map((row, context) -> tenant(row)).findOne());
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
        row.getString("database"),
        row.getInt("cohort"),
        row.getBoolean("sample"),
        row.getLong("storage_bytes"));
  }
}
