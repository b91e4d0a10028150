package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.database.Login;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Slug;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;

/** A single-tenant database as an older build left it, on the server that the tests share. */
final class LegacyDatabase {
  /** What its keys name, as an older build made them. */
  static final String ID = "legacy0000";

  /** Opens it, under the id above. */
  static final ApiKey KEY = ApiKey.parse("ahq_" + ID + "_" + "k".repeat(43)).orElseThrow();

  final TestPostgres.Database database;

  private LegacyDatabase(TestPostgres.Database database) {
    this.database = database;
  }

  static LegacyDatabase empty() {
    return new LegacyDatabase(TestPostgres.shared().freshDatabase());
  }

  /** One with the tables of a version and a few rows: two agents, four tasks, two events, a key. */
  static LegacyDatabase ofVersion(int version) {
    LegacyDatabase legacy = empty();
    legacy.run(
        "create function touch_task() returns trigger language plpgsql as"
            + " 'begin new.updated_at := now(); return new; end'",
        "create function access_changed() returns trigger language plpgsql as"
            + " 'begin return null; end'");
    // Its last statement is about the table of organisations, which a single one does not have.
    legacy.run("create table tenants (sample boolean, schema_name text, slug text)");
    tables(legacy::run, version, legacy.database.migrator().user());
    legacy.run("drop table tenants");
    legacy.run(rows());
    return legacy;
  }

  /** Runs statements. */
  interface Runner {
    void run(String... statements);
  }

  static void tables(Runner runner, int version, String role) {
    MigrationScript.all().stream()
        .filter(migration -> migration.version() <= version)
        .forEach(migration -> runner.run(migration.forRole(role)));
  }

  static String[] rows() {
    return new String[] {
      "insert into agents (id, name) values"
          + " ('00000000-0000-0000-0000-00000000000a', 'Ada'),"
          + " ('00000000-0000-0000-0000-00000000000b', E'tab\\there \\\\ and\\nthere')",
      "insert into tasks (id, agent_id, title, status, simulation, created_at)"
          + " select ('10000000-0000-0000-0000-00000000000' || n)::uuid,"
          + " '00000000-0000-0000-0000-00000000000a', 'Task ' || n,"
          + " (array['queued', 'running', 'succeeded', 'failed'])[n], '{\"a\": 1}',"
          + " timestamptz '2025-01-02 03:04:05.678901Z' + n * interval '1 hour'"
          + " from generate_series(1, 4) n",
      "insert into task_events (task_id, kind) select id, 'done' from tasks where status > 'r' limit 2",
      "insert into api_keys (name, secret_hash) values ('old', '\\x"
          + HexFormat.of().formatHex(KEY.hash())
          + "')"
    };
  }

  AdoptionSource source() {
    return sourceOf(database);
  }

  static AdoptionSource sourceOf(TestPostgres.Database database) {
    return new AdoptionSource(
        new DatabaseSettings(
            database.host(), database.port(), database.name(), DatabaseSettings.Tls.DISABLE, ""),
        new Login(database.migrator().user(), () -> database.migrator().password()));
  }

  /** Asks to copy it, as it is. */
  AdoptionRequest request(String slug, String... ignored) {
    return new AdoptionRequest(
        new Slug(slug),
        slug,
        "free",
        null,
        source(),
        "public",
        null,
        Set.of(ignored),
        Duration.ofSeconds(60),
        false);
  }

  void run(String... statements) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }

  String value(String sql) {
    try (Connection connection = database.connectAsSuperuser();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
