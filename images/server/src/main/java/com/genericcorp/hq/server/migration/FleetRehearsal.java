package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What a migration would do, tried and rolled back: on the probe where it is behind, otherwise in a
 * schema that is made from version 1 in the same transaction and gone with it. Nobody's tables are
 * touched but the probe's.
 */
public final class FleetRehearsal {
  private static final String SCRATCH = "fleet_rehearsal";

  private final Administration administration;
  private final List<MigrationScript> migrations;
  private final FleetSettings settings;

  public FleetRehearsal(
      Administration administration, List<MigrationScript> migrations, FleetSettings settings) {
    this.administration = administration;
    this.migrations = MigrationScript.inOrder(migrations);
    this.settings = settings;
  }

  /**
   * One statement that was tried.
   *
   * @param problem what the database said against it
   */
  public record Tried(
      String file, int line, String statement, Duration took, Optional<String> problem) {}

  /**
   * What there would be.
   *
   * @param behind how many organisations lack a version
   * @param on where the statements were tried; empty: nowhere, as nobody is behind
   */
  public record Rehearsed(int behind, List<String> files, String on, List<Tried> tried) {
    public boolean well() {
      return tried.stream().allMatch(one -> one.problem().isEmpty());
    }
  }

  /** Tries; nothing is changed. */
  public Rehearsed rehearse() {
    try (Connection connection = FleetTargets.connect(administration, settings)) {
      new Ledger(migrations).requireSound(connection);
      int latest = migrations.get(migrations.size() - 1).version();
      int behind = number(connection, "select count(*) from public.tenants", latest);
      if (behind == 0) {
        return new Rehearsed(0, List.of(), "", List.of());
      }
      int least = number(connection, "select min(schema_version) from public.tenants", latest);
      List<MigrationScript> missing =
          migrations.stream().filter(one -> one.version() > least).toList();
      Optional<Target> probe = probe(connection, least);
      List<Tried> tried = inAnUndoneTransaction(connection, probe, missing);
      return new Rehearsed(
          behind,
          missing.stream().map(MigrationScript::file).toList(),
          probe.isPresent() ? "the probe" : "an empty schema",
          tried);
    } catch (SQLException problem) {
      throw Administration.failed("trying the migration", problem);
    }
  }

  private static int number(Connection connection, String query, int latest) {
    return Jdbi.open(connection)
        .select(query + " where schema_version < ?", latest)
        .mapTo(Integer.class)
        .one();
  }

  private static Optional<Target> probe(Connection connection, int version) {
    return Jdbi.open(connection)
        .select(
            "select id, slug, schema_name, role_name, schema_version from public.tenants"
                + " where slug = 'probe' and schema_version = ?",
            version)
        .map(
            (row, context) ->
                new Target(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInt(5)))
        .findOne();
  }

  private List<Tried> inAnUndoneTransaction(
      Connection connection, Optional<Target> probe, List<MigrationScript> missing)
      throws SQLException {
    String owner = administration.names().owner();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local role " + owner);
      if (probe.isEmpty()) {
        statement.execute("create schema " + SCRATCH);
      }
      statement.execute("set local search_path = " + probe.map(Target::schema).orElse(SCRATCH));
      if (probe.isEmpty()) {
        for (MigrationScript one : migrations) {
          if (one.version() < missing.get(0).version()) {
            statement.execute(one.forUnusedSchema(owner));
          }
        }
      }
      return tried(statement, probe.map(Target::role).orElse(owner), missing);
    } finally {
      connection.rollback();
    }
  }

  private static List<Tried> tried(
      Statement statement, String role, List<MigrationScript> missing) {
    List<Tried> tried = new ArrayList<>();
    for (MigrationScript script : missing) {
      for (SqlStatement one : script.statements(role)) {
        long began = System.nanoTime();
        try {
          statement.execute(MigrationScript.withoutConcurrently(one.text()));
          tried.add(result(script, one, one.line(), began, Optional.empty()));
        } catch (SQLException problem) {
          int line = TenantMigration.lineOf(one, problem);
          tried.add(result(script, one, line, began, Optional.ofNullable(problem.getMessage())));
          // The transaction takes no more.
          return tried;
        }
      }
    }
    return tried;
  }

  private static Tried result(
      MigrationScript script,
      SqlStatement statement,
      int line,
      long began,
      Optional<String> problem) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new Tried(script.file(), line, statement.brief(), took, problem);
  }
}
