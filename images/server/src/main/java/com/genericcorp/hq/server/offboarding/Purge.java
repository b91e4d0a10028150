package com.genericcorp.hq.server.offboarding;

import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.export.ExportFile;
import com.genericcorp.hq.server.place.Places;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import com.genericcorp.hq.server.tenancy.WithoutValues;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Deletes an organisation for good: its rows in shared tables and its own tables by batches, then
 * schema, role and registry row together with the signed statement. Killed anywhere it is repeated:
 * what is counted is counted first, and what is gone is passed over.
 */
public final class Purge {
  static final String BEGUN = "purge-begun";

  private static final List<String> KEPT =
      List.of(
          "closed_accounts: id, slug, name, tier, when made and closed, this statement",
          "closed_account_months: calls, runs, their seconds and the most storage of each month",
          "tenant_events: what operators did with the organisation, and when");

  private final Administration administration;
  private final TenantAdministration tenants;
  private final Offboarding offboardings;
  private final Places places;
  private final Operator operator;
  private final String environment;

  public Purge(
      Administration administration, Places places, Operator operator, String environment) {
    this.administration = administration;
    this.tenants = new TenantAdministration(administration);
    this.offboardings = new Offboarding(administration, operator);
    this.places = places;
    this.operator = operator;
    this.environment = environment;
  }

  /**
   * What an operator may do without.
   *
   * @param export whether there must be an export that can be read
   * @param grace whether the grace must be over
   */
  public record Needs(boolean export, boolean grace) {
    public static final Needs ALL = new Needs(true, true);
  }

  /**
   * What was done.
   *
   * @param statement signed; also kept in {@code public.closed_accounts}
   */
  public record Purged(String slug, String tenantId, String statement) {}

  /** Purges an organisation that is leaving. */
  public Purged run(Tenant tenant, Needs needs) {
    try (OperationLock lock = OperationLock.take(administration, tenant, "purged", operator)) {
      Leaving leaving =
          offboardings
              .find(tenant)
              .orElseThrow(
                  () ->
                      new InvalidInput(
                          "Organisation '%s' is not leaving: 'tenants offboard %s' first.",
                          tenant.slug(), tenant.slug()));
      if (leaving.purgingSince() == null) {
        require(leaving, needs);
        lock.requireHeld();
        begin(tenant);
      }
      PurgedTables tables = new PurgedTables(tenants, tenant);
      tables.deleteSharedRows();
      tables.dropOwnTables();
      lock.requireHeld();
      return end(tenant, leaving.export(), tables);
    } catch (SQLException problem) {
      throw Administration.failed("purging organisation '" + tenant.slug() + "'", problem);
    }
  }

  private void require(Leaving leaving, Needs needs) {
    if (!leaving.suspended()) {
      throw new InvalidInput("Organisation '%s' is served: it stays.", leaving.slug());
    }
    if (needs.grace() && leaving.purgeAfter().isAfter(Instant.now())) {
      throw new InvalidInput(
          "Organisation '%s' can be kept until %s: purge it after that.",
          leaving.slug(), leaving.shownDay());
    }
    if (!needs.export()) {
      return;
    }
    Leaving.Export export = leaving.export();
    if (export == null) {
      throw new InvalidInput(
          "Organisation '%s' was not exported since it was suspended: 'tenants export %s' first.",
          leaving.slug(), leaving.slug());
    }
    // What is about to be deleted is nowhere else: the export is read whole.
    ExportFile.Checked checked = new ExportFile(places.source(export.place())).check();
    if (!checked.sha256().equals(export.sha256())) {
      throw new Failed(
          "%s is not the export that was made of '%s' (SHA-256 %s, expected %s): export it anew.",
          export.place(), leaving.slug(), checked.sha256(), export.sha256());
    }
  }

  /** From here on nothing but the export brings it back. */
  private void begin(Tenant tenant) {
    int unused =
        tenants.asOwner(
            handle -> {
              Map<String, Long> rows = new PurgedTables(tenants, tenant).count(handle);
              ClosedAccounts.addMonths(handle, tenant);
              new TenantEvents(operator).record(handle, tenant, BEGUN, "rows " + rows);
              return handle.execute(
                  "update public.offboardings set purging_since = now(), deleted = ?::jsonb"
                      + " where tenant_id = ? and purging_since is null",
                  Json.print(rows),
                  tenant.id());
            });
  }

  /** The last transaction: whoever sees it sees nothing of the organisation but the statement. */
  private Purged end(Tenant tenant, Leaving.@Nullable Export export, PurgedTables tables)
      throws SQLException {
    try (Connection connection = administration.asProvisioner(tenant.cohort())) {
      connection.setAutoCommit(false);
      try (Handle handle = WithoutValues.jdbi(connection).open()) {
        handle.execute("set local lock_timeout = '10s'");
        handle.execute("set local role " + administration.names().owner());
        // From here on no late batch of usage refers to it.
        int there =
            handle
                .select("select 1 from public.tenants where id = ? for update", tenant.id())
                .mapTo(Integer.class)
                .list()
                .size();
        if (there == 0) {
          throw new Failed("organisation '%s' is gone already", tenant.slug());
        }
        tables.deleteRest(handle);
        handle.execute("drop schema if exists " + tenant.schema() + " cascade");
        Purged purged = closed(handle, tenant, export);
        handle.execute("delete from public.offboardings where tenant_id = ?", tenant.id());
        handle.execute("delete from public.tenants where id = ?", tenant.id());
        handle.execute(
            "update public.cohorts set tenants = tenants - 1 where id = ?", tenant.cohort());
        handle.execute("reset role");
        handle.execute("drop role if exists " + tenant.role());
        connection.commit();
        return purged;
      } finally {
        connection.rollback();
      }
    }
  }

  private Purged closed(Handle handle, Tenant tenant, Leaving.@Nullable Export export) {
    StatementKey key = StatementKey.of(administration);
    handle.execute(
        "insert into public.statement_keys (kid, jwk) values (?, ?) on conflict do nothing",
        key.publicKey().getKeyID(),
        key.publicKey().toJSONString());
    Instant now = handle.createQuery("select now()").mapTo(Instant.class).one();
    Instant made =
        handle
            .select("select created_at from public.tenants where id = ?", tenant.id())
            .mapTo(Instant.class)
            .one();
    String statement =
        Statement.sign(
            key,
            new Statement.Content(
                environment,
                tenant.id(),
                tenant.slug(),
                made,
                now.truncatedTo(ChronoUnit.SECONDS),
                operator.name(),
                export,
                counted(handle, tenant),
                KEPT));
    handle.execute(
        "insert into public.closed_accounts"
            + " (tenant_id, closed_at, slug, name, tier, created_at, statement)"
            + " select id, now(), slug, name, tier, created_at, ? from public.tenants where id = ?",
        statement,
        tenant.id());
    new TenantEvents(operator)
        .record(
            handle, tenant, TenantEvents.PURGED, "statement by key " + key.publicKey().getKeyID());
    return new Purged(tenant.slug(), tenant.id(), statement);
  }

  private static Map<String, Long> counted(Handle handle, Tenant tenant) {
    String rows =
        handle
            .select(
                "select deleted::text from public.offboardings where tenant_id = ?", tenant.id())
            .mapTo(String.class)
            .one();
    try {
      return Json.mapper().readValue(rows, new TypeReference<Map<String, Long>>() {});
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
