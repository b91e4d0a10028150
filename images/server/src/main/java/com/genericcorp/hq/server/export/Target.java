package com.genericcorp.hq.server.export;

import com.genericcorp.hq.server.database.RoleNames;
import com.genericcorp.hq.server.migration.Ledger;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.migration.TenantScript;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import com.genericcorp.hq.server.tenancy.WithoutValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/** Role, schema and registry row of an organisation that is being restored, in one transaction. */
final class Target {
  static final String RESTORED = "restored";

  private final RoleNames names;
  private final Connection connection;
  private final Manifest manifest;
  private final int cohort;

  /**
   * @param connection a transaction as the cohort's provisioner
   */
  Target(RoleNames names, Connection connection, Manifest manifest, int cohort) {
    this.names = names;
    this.connection = connection;
    this.manifest = manifest;
    this.cohort = cohort;
  }

  String schema(String id) {
    return TenantScript.schema(id);
  }

  /**
   * Adds it to the registry, with role and empty schema; returns its id: its former one where no
   * other has it, so that its keys, which name it, work again.
   */
  String add(Slug slug, String tier) throws SQLException {
    Manifest.Origin origin = manifest.tenant();
    execute("set local role " + names.owner());
    String id = isTaken(origin.id()) ? TenantCreation.newId() : origin.id();
    String sql =
        "insert into public.tenants (id, slug, name, tier, sample, schema_name, role_name, cohort,"
            + " schema_version, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.setString(2, slug.value());
      statement.setString(3, origin.name());
      statement.setString(4, tier);
      statement.setBoolean(5, origin.sample());
      statement.setString(6, schema(id));
      statement.setString(7, names.tenant(id));
      statement.setInt(8, cohort);
      statement.setInt(9, origin.schemaVersion());
      statement.setObject(
          10, OffsetDateTime.parse(origin.createdAt()).withOffsetSameInstant(ZoneOffset.UTC));
      statement.execute();
    }
    execute("reset role");
    execute("create role " + names.tenant(id) + " nologin");
    execute(
        "grant "
            + names.tenant(id)
            + " to "
            + names.gateway(cohort)
            + " with inherit false, set true");
    execute("set local role " + names.owner());
    execute("create schema " + schema(id));
    return id;
  }

  /** Empties the living organisation's schema; returns its id. */
  String replace(Slug slug) throws SQLException {
    execute("set local role " + names.owner());
    execute("set local lock_timeout = '10s'");
    String id = manifest.tenant().id();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select from public.tenants where id = ? and slug = ? for no key update")) {
      statement.setString(1, id);
      statement.setString(2, slug.value());
      statement.execute();
    }
    execute("drop schema " + schema(id) + " cascade");
    execute("create schema " + schema(id));
    try (PreparedStatement statement =
        connection.prepareStatement("delete from public.jobs where tenant_id = ?")) {
      statement.setString(1, id);
      statement.execute();
    }
    return id;
  }

  private boolean isTaken(String id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select from public.tenants where id = ?")) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** The tables of the export's version, by this build's scripts. */
  void makeTables(String id) throws SQLException {
    execute("set local search_path = " + schema(id));
    execute("grant usage on schema " + schema(id) + " to " + names.tenant(id));
    for (MigrationScript script : MigrationScript.all()) {
      if (script.version() <= manifest.tenant().schemaVersion()) {
        execute(script.forUnusedSchema(names.tenant(id)));
      }
    }
  }

  /** Newer versions, ledger, jobs and usage, and the record of it. */
  void finish(
      String id, Slug slug, TenantRestore.Wish wish, Operator operator, ExportFile.Checked checked)
      throws SQLException {
    for (MigrationScript script : MigrationScript.all()) {
      if (script.version() > manifest.tenant().schemaVersion()) {
        execute(script.forUnusedSchema(names.tenant(id)));
      }
    }
    try (Handle handle = WithoutValues.jdbi(connection).open()) {
      handle.execute("delete from public.tenant_migrations where tenant_id = ?", id);
      Ledger.write(handle, id);
      handle.execute(
          "update public.tenants set schema_version = ?, storage_measured_at = null where id = ?",
          MigrationScript.latest(),
          id);
      // Of the days that came with it; those of its hours, the next 'job roll-up' sums.
      handle.execute(
          "insert into public.usage_months"
              + " select tenant_id, date_trunc('month', day)::date, sum(api_calls),"
              + " sum(task_runs), sum(task_seconds), max(storage_bytes)"
              + " from public.usage_days where tenant_id = ? group by 1, 2"
              + " on conflict do nothing",
          id);
      if (!wish.inPlace()) {
        handle.execute("update public.cohorts set tenants = tenants + 1 where id = ?", cohort);
      }
      new TenantEvents(operator)
          .record(
              handle,
              id,
              slug.value(),
              RESTORED,
              "export %s of %s (%s), taken at %s"
                  .formatted(
                      checked.sha256(),
                      manifest.tenant().slug(),
                      manifest.environment(),
                      Instant.parse(manifest.createdAt())));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
