package com.genericcorp.hq.server.offboarding;

import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.export.TenantExport;
import com.genericcorp.hq.server.lifecycle.LockedTenant;
import com.genericcorp.hq.server.lifecycle.Suspension;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which organisations leave. It begins with their suspension and can be taken back until they are
 * purged: by {@code tenants keep}, or whatever else resumes them.
 */
public final class Offboarding {
  /** The contract's variable: days from suspension to export and purge. */
  public static final String GRACE_VARIABLE = "OFFBOARDING_GRACE_DAYS";

  static final String BEGUN = "offboarding-begun";
  static final String EXPORTED = "exported";

  private final Administration administration;
  private final TenantAdministration tenants;
  private final Operator operator;

  public Offboarding(Administration administration, Operator operator) {
    this.administration = administration;
    this.tenants = new TenantAdministration(administration);
    this.operator = operator;
  }

  /**
   * Suspends an organisation and sets the day of its purge. Again: that day stays, unless another
   * grace is given, which counts from the beginning.
   *
   * @param askedDays the grace that was asked for; null: the environment's
   */
  public Leaving begin(Slug slug, @Nullable Integer askedDays, int environmentDays) {
    try (LockedTenant locked =
        LockedTenant.of(administration, tenants, slug, "offboarded", operator)) {
      Tenant tenant = locked.tenant();
      Optional<Leaving> before = find(tenant);
      before.ifPresent(Leaving::requireNotPurging);
      if (before.isPresent() && askedDays == null) {
        return before.get();
      }
      Suspension.Suspended unused =
          new Suspension(administration, tenants, operator)
              .suspend(locked.lock(), tenant, "offboarding");
      return tenants.asOwner(
          handle -> write(handle, tenant, askedDays == null ? environmentDays : askedDays));
    }
  }

  private Leaving write(Handle handle, Tenant tenant, int days) {
    handle.execute(
        "insert into public.offboardings as o (tenant_id, started_by, purge_after)"
            + " values (?, ?, now() + make_interval(days => ?))"
            + " on conflict (tenant_id) do update"
            + " set purge_after = o.started_at + make_interval(days => ?)",
        tenant.id(),
        operator.name(),
        days,
        days);
    Leaving now = find(handle, tenant).orElseThrow();
    new TenantEvents(operator).record(handle, tenant, BEGUN, "purged after " + now.shownDay());
    return now;
  }

  /**
   * Takes an offboarding back: the organisation is served again.
   *
   * @return false when it was not leaving; it is left as it is then
   */
  public boolean keep(Slug slug) {
    try (LockedTenant locked = LockedTenant.of(administration, tenants, slug, "kept", operator)) {
      Optional<Leaving> leaving = find(locked.tenant());
      leaving.ifPresent(Leaving::requireNotPurging);
      // The offboarding's row goes by the trigger on the status, so that any resumption ends it.
      return leaving.isPresent()
          && new Suspension(administration, tenants, operator)
              .resume(locked.lock(), locked.tenant());
    }
  }

  /** How far an organisation's leaving is; empty when it stays. */
  public Optional<Leaving> find(Tenant tenant) {
    return tenants.asOwner(handle -> find(handle, tenant));
  }

  /** Organisations whose time has come, and those whose purge was begun; the oldest first. */
  public List<String> due() {
    return tenants.asOwner(
        handle ->
            handle
                .createQuery(
                    "select t.slug from public.offboardings o"
                        + " join public.tenants t on t.id = o.tenant_id"
                        + " where t.status = 'suspended'"
                        + " and (o.purge_after <= now() or o.purging_since is not null)"
                        + " order by o.purge_after, t.slug")
                .mapTo(String.class)
                .list());
  }

  /** Writes down that the organisation was exported; where it leaves, it may be purged then. */
  public void recordExport(Tenant tenant, TenantExport.Exported exported) {
    int unused =
        tenants.asOwner(
            handle -> {
              new TenantEvents(operator)
                  .record(
                      handle,
                      tenant,
                      EXPORTED,
                      "%s, SHA-256 %s, %d rows"
                          .formatted(exported.place(), exported.sha256(), exported.rows()));
              return handle.execute(
                  "update public.offboardings set exported_at = now(), export_place = ?,"
                      + " export_sha256 = ?, export_bytes = ?, export_rows = ?"
                      + " where tenant_id = ?",
                  exported.place(),
                  exported.sha256(),
                  exported.bytes(),
                  exported.rows(),
                  tenant.id());
            });
  }

  static Optional<Leaving> find(Handle handle, Tenant tenant) {
    return handle
        .select(
            "select o.*, t.status, t.status_since from public.offboardings o"
                + " join public.tenants t on t.id = o.tenant_id where o.tenant_id = ?",
            tenant.id())
        .map((row, context) -> Leaving.of(tenant.slug(), row))
        .findOne();
  }
}
