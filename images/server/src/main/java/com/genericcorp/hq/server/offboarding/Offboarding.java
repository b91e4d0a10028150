package com.genericcorp.hq.server.offboarding;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.export.TenantExport;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  static final String KEPT = "kept";
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
    Tenant tenant = require(slug);
    if (slug.equals(Slug.PROBE)) {
      throw new InvalidInput("'%s' is what the environment is checked by: it stays", slug.value());
    }
    try (OperationLock lock =
        OperationLock.take(administration, tenant, "offboarded", operator)) {
      return tenants.asOwner(
          handle -> {
            Optional<Leaving> before = find(handle, tenant);
            before.ifPresent(Leaving::requireNotPurging);
            if (before.isPresent() && askedDays == null) {
              return before.get();
            }
            handle.execute(
                "update public.tenants set status = 'suspended', status_since = now(),"
                    + " status_reason = 'offboarding' where id = ? and status <> 'suspended'",
                tenant.id());
            handle.execute(
                "insert into public.offboardings as o (tenant_id, started_by, purge_after)"
                    + " values (?, ?, now() + make_interval(days => ?))"
                    + " on conflict (tenant_id) do update"
                    + " set purge_after = o.started_at + make_interval(days => ?)",
                tenant.id(),
                operator.name(),
                askedDays == null ? environmentDays : askedDays,
                askedDays == null ? environmentDays : askedDays);
            Leaving now = find(handle, tenant).orElseThrow();
            new TenantEvents(operator)
                .record(handle, tenant, BEGUN, "purged after " + now.shownDay());
            return now;
          });
    }
  }

  /**
   * Takes an offboarding back: the organisation is served again.
   *
   * @return false when it was not leaving; it is left as it is then
   */
  public boolean keep(Slug slug) {
    Tenant tenant = require(slug);
    try (OperationLock lock = OperationLock.take(administration, tenant, "kept", operator)) {
      return tenants.asOwner(
          handle -> {
            Optional<Leaving> leaving = find(handle, tenant);
            if (leaving.isEmpty()) {
              return false;
            }
            leaving.get().requireNotPurging();
            // The offboarding's row goes by the trigger on the status.
            handle.execute(
                "update public.tenants set status = 'active', status_since = now(),"
                    + " status_reason = null where id = ?",
                tenant.id());
            new TenantEvents(operator).record(handle, tenant, KEPT, "served again");
            return true;
          });
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

  /** The organisation of this name. */
  public Tenant require(Slug slug) {
    return tenants
        .find(slug)
        .orElseThrow(
            () ->
                tenants.asOwner(handle -> closedAt(handle, slug))
                    .map(
                        at ->
                            new InvalidInput(
                                "Organisation '%s' was purged at %s: 'tenants restore' makes it again"
                                    + " of its export.",
                                slug.value(), at.truncatedTo(ChronoUnit.SECONDS)))
                    .orElseGet(
                        () ->
                            new InvalidInput(
                                "There is no organisation '%s': 'tenants list' shows those that there"
                                    + " are.",
                                slug.value())));
  }

  private static Optional<Instant> closedAt(Handle handle, Slug slug) {
    return handle
        .select("select max(closed_at) from public.closed_accounts where slug = ?", slug.value())
        .mapTo(Instant.class)
        .findOne();
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
