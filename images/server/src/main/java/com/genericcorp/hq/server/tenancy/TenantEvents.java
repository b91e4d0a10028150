package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.server.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What was done with organisations, and by whom: {@code public.tenant_events}. A step is recorded
 * in the transaction that does it. The records outlive their organisations.
 */
public final class TenantEvents {
  public static final String CREATED = "created";
  public static final String SUSPENDED = "suspended";
  public static final String RESUMED = "resumed";
  public static final String RENAMED = "renamed";
  public static final String TIER_CHANGED = "tier-changed";

  /** Nothing of the organisation is left. */
  public static final String PURGED = "purged";

  private static final String COLUMNS =
      "select tenant_id, slug, at, actor, kind, detail from public.tenant_events";

  private final Operator operator;

  /** Records of what this operator does. */
  public TenantEvents(Operator operator) {
    this.operator = operator;
  }

  /**
   * Records a step in the caller's transaction, which has the rights of the owner of the shared
   * tables.
   *
   * @param kind one lower-case word, or two with a hyphen
   * @param detail what is worth knowing besides; never a secret
   */
  public void record(Handle handle, Tenant tenant, String kind, String detail) {
    record(handle, tenant.id(), tenant.slug(), kind, detail);
  }

  /** The same of an organisation that is no more, or not yet. */
  public void record(Handle handle, String tenantId, String slug, String kind, String detail) {
    handle.execute(
        "insert into public.tenant_events (tenant_id, slug, actor, kind, detail)"
            + " values (?, ?, ?, ?, ?)",
        tenantId,
        slug,
        operator.name(),
        kind,
        detail);
  }

  /** An organisation's newest steps, the newest first. */
  public static List<TenantEvent> newest(Handle handle, String tenantId, int most) {
    return handle
        .select(COLUMNS + " where tenant_id = ? order by id desc limit ?", tenantId, most)
        .map((row, context) -> event(row))
        .list();
  }

  /** The newest step of one of these kinds of an organisation that was called so then. */
  public static Optional<TenantEvent> newestOf(Handle handle, Slug slug, String... kinds) {
    return handle
        .createQuery(
            COLUMNS + " where slug = :slug and kind = any(:kinds) order by id desc limit 1")
        .bind("slug", slug.value())
        .bindArray("kinds", String.class, (Object[]) kinds)
        .map((row, context) -> event(row))
        .findOne();
  }

  private static TenantEvent event(ResultSet row) throws SQLException {
    return new TenantEvent(
        row.getString("tenant_id"),
        row.getString("slug"),
        Columns.instant(row, "at"),
        row.getString("actor"),
        row.getString("kind"),
        row.getString("detail"));
  }
}
