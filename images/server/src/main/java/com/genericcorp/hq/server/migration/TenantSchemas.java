package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings organisations' schemas up to date: one organisation a transaction, together with its rows
 * in the ledger, so none is ever half-migrated. Killed and run again it goes on where it was;
 * several at once share the work.
 */
public final class TenantSchemas {
  private static final String LOCK_TIMEOUT = "2s";

  private final Administration administration;
  private final List<MigrationScript> migrations;

  public TenantSchemas(Administration administration, List<MigrationScript> migrations) {
    this.administration = administration;
    this.migrations = List.copyOf(migrations);
  }

  private record Target(String id, String slug, String schema, String role) {}

  /**
   * Migrates every organisation that is behind; returns how many were.
   *
   * @throws Failed when some could not be; the others are done, the failing ones are as they were
   */
  public int migrate() {
    try (Connection migrator = administration.asMigrator()) {
      refuseChangedFiles(migrator);
      int done = 0;
      Map<String, String> failures = new TreeMap<>();
      for (Target target : behind(migrator)) {
        try {
          done += migrate(migrator, target) ? 1 : 0;
        } catch (SQLException problem) {
          failures.put(target.slug(), String.valueOf(problem.getMessage()));
        }
      }
      if (!failures.isEmpty()) {
        throw new Failed(
            "%d organisations could not be migrated and are as they were (%d were migrated):%n  %s",
            failures.size(), done, String.join("\n  ", lines(failures)));
      }
      return done;
    } catch (SQLException problem) {
      throw Administration.failed("migrating organisations' schemas", problem);
    }
  }

  private int latest() {
    return migrations.get(migrations.size() - 1).version();
  }

  private List<Target> behind(Connection migrator) throws SQLException {
    String sql =
        "select id, slug, schema_name, role_name from public.tenants"
            + " where schema_version < ? order by id";
    List<Target> targets = new ArrayList<>();
    try (PreparedStatement statement = migrator.prepareStatement(sql)) {
      statement.setInt(1, latest());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          targets.add(
              new Target(
                  rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
    }
    return targets;
  }

  private boolean migrate(Connection migrator, Target target) throws SQLException {
    migrator.setAutoCommit(false);
    try (Statement statement = migrator.createStatement()) {
      statement.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
      statement.execute("set local role " + administration.names().owner());
      int version = claimedVersion(migrator, target);
      if (version < 0 || version >= latest()) {
        // Another runner has it, or had it a moment ago.
        migrator.rollback();
        return false;
      }
      statement.execute("set local search_path = " + target.schema());
      for (MigrationScript migration : migrations) {
        if (migration.version() > version) {
          statement.execute(migration.forRole(target.role()));
          record(migrator, target, migration);
        }
      }
      migrator.commit();
      return true;
    } catch (SQLException problem) {
      migrator.rollback();
      throw problem;
    } finally {
      migrator.setAutoCommit(true);
    }
  }

  private static int claimedVersion(Connection migrator, Target target) throws SQLException {
    // Not "for update": that would wait for (here: skip over) a mere reference from a new job.
    String sql =
        "select schema_version from public.tenants where id = ? for no key update skip locked";
    try (PreparedStatement statement = migrator.prepareStatement(sql)) {
      statement.setString(1, target.id());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getInt(1) : -1;
      }
    }
  }

  private static void record(Connection migrator, Target target, MigrationScript migration)
      throws SQLException {
    String sql =
        "insert into public.tenant_migrations (tenant_id, version, description, checksum)"
            + " values (?, ?, ?, ?); update public.tenants set schema_version = ? where id = ?";
    try (PreparedStatement statement = migrator.prepareStatement(sql)) {
      statement.setString(1, target.id());
      statement.setInt(2, migration.version());
      statement.setString(3, migration.description());
      statement.setString(4, migration.checksum());
      statement.setInt(5, migration.version());
      statement.setString(6, target.id());
      statement.execute();
    }
  }

  private void refuseChangedFiles(Connection migrator) throws SQLException {
    String sql = "select distinct version, checksum from public.tenant_migrations";
    try (Statement statement = migrator.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        int version = rows.getInt(1);
        String applied = rows.getString(2);
        for (MigrationScript migration : migrations) {
          if (migration.version() == version && !migration.checksum().equals(applied)) {
            throw new Failed(
                "Version %d of the organisations' schemas (%s) was changed after it had been applied:"
                    + " put the file back as it was and write a new version instead.",
                version, migration.description());
          }
        }
      }
    }
  }

  private static List<String> lines(Map<String, String> failures) {
    return failures.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList();
  }
}
