package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.database.RoleNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings what all organisations share up to date: the owner role, the shared schema (Flyway), the
 * first cohort and the logins' passwords. Many may run it at once: they wait for one another.
 */
public final class SharedSchema {
  private final Administration administration;
  private final RoleNames names;

  public SharedSchema(Administration administration) {
    this.administration = administration;
    this.names = administration.names();
  }

  /** Migrates; returns how many versions were applied. */
  public int migrate() {
    try (Connection migrator = administration.asMigrator()) {
      Administration.lock(migrator);
      prepareOwner(migrator);
      int applied = flyway().migrate().migrationsExecuted;
      Cohorts cohorts = new Cohorts(administration);
      cohorts.withRoom(migrator);
      cohorts.setPasswords(migrator);
      return applied;
    } catch (SQLException problem) {
      throw Administration.failed("migrating the shared schema", problem);
    } catch (FlywayException problem) {
      throw new Failed(problem, "migrating the shared schema failed: %s", problem.getMessage());
    }
  }

  private Flyway flyway() {
    return Flyway.configure()
        .dataSource(administration.migratorSource().actingAs(names.owner()))
        .locations("classpath:db/shared")
        .schemas("public")
        .failOnMissingLocations(true)
        .load();
  }

  private void prepareOwner(Connection migrator) throws SQLException {
    if (exists(migrator, names.owner())) {
      return;
    }
    String owner = names.owner();
    String database = names.database();
    migrator.setAutoCommit(false);
    try (Statement statement = migrator.createStatement()) {
      statement.execute("create role " + owner + " nologin");
      statement.execute("grant " + owner + " to current_user with inherit true, set true");
      statement.execute("revoke all on database " + database + " from public");
      statement.execute("grant create on database " + database + " to " + owner);
      statement.execute("grant usage, create on schema public to " + owner);
      migrator.commit();
    } catch (SQLException problem) {
      migrator.rollback();
      throw problem;
    } finally {
      migrator.setAutoCommit(true);
    }
  }

  private static boolean exists(Connection migrator, String role) throws SQLException {
    String sql = "select 1 from pg_catalog.pg_roles where rolname = ?";
    try (PreparedStatement statement = migrator.prepareStatement(sql)) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
