package com.genericcorp.hq.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Whether this build can serve on the database as it is. The shared schema may be newer than the
 * build (migrations expand first), until a contracting migration has said that this build is too
 * old.
 */
public final class Readiness {
  /** The newest shared migration that this build knows. */
  public static final int BUILD = 3;

  /** The oldest shared schema that this build works on. */
  public static final int NEEDED = 3;

  private static final String STATE =
      "select (select max(version::integer) from public.flyway_schema_history where success),"
          + " oldest_build from public.installation";

  private final DataSource gateway;

  public Readiness(DataSource gateway) {
    this.gateway = gateway;
  }

  /** Why requests cannot be answered now; empty when they can. */
  public Optional<String> whyNot() {
    try (Connection connection = gateway.getConnection();
        PreparedStatement statement = connection.prepareStatement(STATE);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Optional.of("the database is not migrated: run 'migrate'");
      }
      int schema = rows.getInt(1);
      int oldestBuild = rows.getInt(2);
      if (schema < NEEDED) {
        return Optional.of(
            "the shared schema is at version "
                + schema
                + ", this build needs "
                + NEEDED
                + ": run 'migrate'");
      }
      return BUILD < oldestBuild
          ? Optional.of("the database has been migrated for newer builds only: deploy a newer one")
          : Optional.empty();
    } catch (SQLException problem) {
      return Optional.of(
          "42P01".equals(problem.getSQLState()) || "42501".equals(problem.getSQLState())
              ? "the database is not migrated: run 'migrate'"
              : "the database cannot be reached");
    }
  }
}
