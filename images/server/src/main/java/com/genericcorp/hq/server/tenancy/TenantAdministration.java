package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Organisations as an operator's command sees them: with the migrator's rights. */
public final class TenantAdministration {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Administration administration;
  private final TenantEvents events;
  private final Jdbi migrator;

  /** As the process's user. */
  public TenantAdministration(Administration administration) {
    this(administration, Operator.ofProcess());
  }

  /** What this operator does is recorded. */
  public TenantAdministration(Administration administration, Operator operator) {
    this.administration = administration;
    this.events = new TenantEvents(operator);
    this.migrator = WithoutValues.jdbi(administration.migratorSource());
  }

  /** All organisations by slug, the probe included. */
  public List<Tenant> list() {
    return list(TenantFilter.ALL);
  }

  /** Those that the filter lets through, by slug. */
  public List<Tenant> list(TenantFilter filter) {
    return inTransaction(
        handle ->
            filter
                .query(handle, Registry.COLUMNS)
                .map((row, context) -> Registry.tenant(row))
                .list());
  }

  public Optional<Tenant> find(Slug slug) {
    return inTransaction(
        handle ->
            handle
                .select(Registry.COLUMNS + " where slug = ?", slug.value())
                .map((row, context) -> Registry.tenant(row))
                .findOne());
  }

  /** The organisation with this id. */
  public Optional<Tenant> byId(String id) {
    return inTransaction(
        handle ->
            handle
                .select(Registry.COLUMNS + " where id = ?", id)
                .map((row, context) -> Registry.tenant(row))
                .findOne());
  }

  /**
   * The organisation of this name.
   *
   * @throws InvalidInput when there is none; says so if one was called so before
   */
  public Tenant require(Slug slug) {
    return find(slug).orElseThrow(() -> new InvalidInput("%s", whyNone(slug)));
  }

  private String whyNone(Slug slug) {
    Optional<TenantEvent> last =
        inTransaction(
            handle ->
                TenantEvents.newestOf(handle, slug, TenantEvents.PURGED, TenantEvents.RENAMED));
    Optional<Tenant> renamed = last.flatMap(event -> byId(event.tenantId()));
    if (renamed.isPresent()) {
      return "There is no organisation '%s' any more: it is called '%s' now."
          .formatted(slug.value(), renamed.get().slug());
    }
    return last.filter(event -> event.kind().equals(TenantEvents.PURGED))
        .map(
            event ->
                "There is no organisation '%s' any more: it was purged at %s by %s."
                    .formatted(
                        slug.value(), event.at().truncatedTo(ChronoUnit.SECONDS), event.actor()))
        .orElse(
            "There is no organisation '%s': 'tenants list' shows those that there are."
                .formatted(slug.value()));
  }

  /** Runs the work in one transaction as the owner of the organisation's tables, in its schema. */
  public <T> T asOwner(Tenant tenant, TenantDatabase.Work<T> work) {
    return inTransaction(
        handle -> {
          handle.execute("set local role " + administration.names().owner());
          handle.execute("set local search_path = " + tenant.schema());
          return work.run(handle);
        });
  }

  /** Runs the work in one transaction as the owner of the shared tables. */
  public <T> T asOwner(TenantDatabase.Work<T> work) {
    return inTransaction(
        handle -> {
          handle.execute("set local role " + administration.names().owner());
          return work.run(handle);
        });
  }

  /**
   * Puts an organisation into another tier. Serving processes go by it within a second.
   *
   * @return false when there is no such organisation
   */
  public boolean changeTier(Slug slug, String tier) {
    Optional<Tenant> found = find(slug);
    found
        .filter(tenant -> !tenant.tier().equals(tier))
        .ifPresent(
            tenant -> {
              int unused = asOwner(handle -> changeTier(handle, tenant, tier));
            });
    return found.isPresent();
  }

  private int changeTier(Handle handle, Tenant tenant, String tier) {
    events.record(handle, tenant, TenantEvents.TIER_CHANGED, tenant.tier() + " to " + tier);
    return handle.execute("update public.tenants set tier = ? where id = ?", tier, tenant.id());
  }

  /**
   * Gives an organisation another name in host names, and another one to be shown. Its keys,
   * sessions and links name its id and go on; the former name is free at once.
   *
   * @return false when both are its names already
   * @throws InvalidInput when another organisation has the name, or this one may have no other
   */
  public boolean rename(Tenant tenant, Slug slug, String name) {
    TenantCreation.requireName(name);
    if (tenant.slug().equals(slug.value()) && tenant.name().equals(name)) {
      return false;
    }
    if (tenant.slug().equals(Slug.PROBE.value()) || tenant.sample()) {
      throw new InvalidInput("'%s' keeps its name: 'seed' makes it under this one.", tenant.slug());
    }
    try {
      int unused = asOwner(handle -> rename(handle, tenant, slug, name));
      return true;
    } catch (Failed problem) {
      if (problem.getCause() instanceof SQLException cause
          && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
        throw new TenantCreation.AlreadyExists(slug);
      }
      throw problem;
    }
  }

  /** Whether the one name is free now because its organisation was given the other. */
  public boolean wasRenamed(Slug from, Slug to) {
    return find(from).isEmpty()
        && inTransaction(handle -> TenantEvents.newestOf(handle, from, TenantEvents.RENAMED))
            .flatMap(event -> byId(event.tenantId()))
            .filter(tenant -> tenant.slug().equals(to.value()))
            .isPresent();
  }

  private int rename(Handle handle, Tenant tenant, Slug slug, String name) {
    events.record(handle, tenant, TenantEvents.RENAMED, "to " + slug.value() + ", " + name);
    return handle.execute(
        "update public.tenants set slug = ?, name = ? where id = ?",
        slug.value(),
        name,
        tenant.id());
  }

  /** Whether the key opens the organisation now. */
  public boolean accepts(Tenant tenant, ApiKey key) {
    return key.tenantId().equals(tenant.id())
        && asOwner(tenant, handle -> ApiKeys.isStored(handle, key.hash()));
  }

  /** Revokes the organisation's key of this name, if there is one, and makes another. */
  public ApiKey replaceKey(Tenant tenant, String name) {
    ApiKey key = ApiKey.generate(tenant.id());
    replaceKey(tenant, name, key);
    return key;
  }

  /** The same with a given key, which works from now on even if it was revoked before. */
  public void replaceKey(Tenant tenant, String name, ApiKey key) {
    int unused = asOwner(tenant, handle -> replace(handle, name, key));
  }

  private static int replace(Handle handle, String name, ApiKey key) {
    // Of two at once the second waits, and then revokes the first one's.
    handle.execute("lock table api_keys in share row exclusive mode");
    handle.execute(
        "update api_keys set revoked_at = now() where name = ? and revoked_at is null", name);
    return handle.execute(
        "insert into api_keys (name, secret_hash) values (?, ?)"
            + " on conflict (secret_hash) do update set name = excluded.name, revoked_at = null",
        name,
        key.hash());
  }

  private <T> T inTransaction(TenantDatabase.Work<T> work) {
    try {
      return migrator.inTransaction(work::run);
    } catch (JdbiException problem) {
      throw problem.getCause() instanceof SQLException failure
          ? Administration.failed("the database's work", failure)
          : problem;
    }
  }
}
