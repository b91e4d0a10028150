package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.RoleNames;
import com.genericcorp.hq.server.migration.Ledger;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.migration.TenantScript;
import com.genericcorp.hq.server.tenancy.ApiKey;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The organisation that a source becomes, as one transaction makes it. What others wait for, its
 * registry row and its place in a cohort, is written last. The role is there before: it takes
 * another login.
 */
final class NewTenant {
  private static final String KEY_NAME = "adopted";

  private final Session session;
  private final RoleNames names;
  private final String id;
  private final int cohort;

  /**
   * @param session a transaction of the migrator's
   */
  NewTenant(Session session, RoleNames names, String id, int cohort) {
    this.session = session;
    this.names = names;
    this.id = id;
    this.cohort = cohort;
  }

  String schema() {
    return TenantScript.schema(id);
  }

  String role() {
    return names.tenant(id);
  }

  /** From now on the transaction acts as the owner of all tables, in the organisation's schema. */
  void actAsOwner() throws SQLException {
    session.run("set local role " + names.owner(), "set local search_path = " + schema());
  }

  /** From now on the transaction acts as the migrator. */
  void actAsMigrator() throws SQLException {
    session.run("reset role");
  }

  void makeSchema() throws SQLException {
    session.run(
        "set local role " + names.owner(),
        "create schema " + schema(),
        "grant usage on schema " + schema() + " to " + role());
    actAsOwner();
  }

  /** Runs the migrations after one version, up to another. */
  void migrate(int after, int last) throws SQLException {
    for (MigrationScript migration : MigrationScript.all()) {
      if (migration.version() > after && migration.version() <= last) {
        session.run(migration.forUnusedSchema(role()));
      }
    }
  }

  /**
   * Adds the organisation to the registry, with its ledger, its waiting tasks and a key.
   *
   * @return the key, which is stored as a hash alone
   */
  ApiKey register(AdoptionRequest request, SchemaShape latest) throws SQLException {
    Handle handle = session.handle();
    List<String> unlike = ShapeDifferences.ofTables(ShapeReader.read(handle, schema()), latest);
    if (!unlike.isEmpty()) {
      throw new Failed(
          "What it became is not version %d: %s. Everything is as it was.",
          MigrationScript.latest(), String.join("; ", unlike));
    }
    actAsOwner();
    for (String table : latest.tables().keySet()) {
      session.run("analyze " + Identifiers.quoted(table));
    }
    ApiKey key = ApiKey.generate(id);
    handle.execute(
        "insert into api_keys (name, secret_hash) select case when exists (select from api_keys"
            + " where name = ? and revoked_at is null) then concat(?, ' ', ?) else ? end, ?",
        KEY_NAME,
        KEY_NAME,
        id,
        KEY_NAME,
        key.hash());
    handle.execute(
        "insert into public.tenants (id, slug, name, tier, schema_name, role_name, cohort,"
            + " schema_version) values (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        request.slug().value(),
        request.name(),
        request.tier(),
        schema(),
        role(),
        cohort,
        MigrationScript.latest());
    Ledger.write(handle, id);
    // What was running when it was taken over is run again, as after a worker's death.
    handle.execute(
        "insert into public.jobs (tenant_id, task_id)"
            + " select ?, id from tasks where status in ('queued', 'running')",
        id);
    handle.execute("update public.cohorts set tenants = tenants + 1 where id = ?", cohort);
    return key;
  }
}
