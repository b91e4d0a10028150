package com.genericcorp.hq.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Whether this build can serve on the database as it is. The shared schema may be newer than the
 * build (migrations expand first), until a contracting migration has said that this build is too
 * old.
 */
public final class Readiness {
  /** The newest shared migration that this build knows. */
  public static final int BUILD = 10;

  /** The oldest shared schema that this build works on. */
  public static final int NEEDED = 10;

  private static final String STATE =
      "select (select max(version::integer) from public.flyway_schema_history where success),"
          + " oldest_build from public.installation";

  private final DataSource watch;
  private final Supplier<DataSource> pool;
  private volatile boolean poolAnswered;

  /**
   * @param watch a connection for this question alone
   * @param pool those of requests: each must look for a database that comes back, and one may find
   *     it later than the other
   */
  public Readiness(DataSource watch, Supplier<DataSource> pool) {
    this.watch = watch;
    this.pool = pool;
  }

  /** Why requests cannot be answered now; empty when they can. Takes 4 s at the most. */
  public Optional<String> whyNot() {
    Optional<String> reason = whyNotBySchema();
    if (reason.isPresent()) {
      poolAnswered = false;
      return reason;
    }
    // Once is enough: later on, a pool that gives none is busy, and that is no reason.
    if (!poolAnswered) {
      poolAnswered = gives(pool.get());
    }
    return poolAnswered
        ? Optional.empty()
        : Optional.of("the database has just come back: connections are not there yet");
  }

  private static boolean gives(DataSource connections) {
    try (Connection connection = connections.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private Optional<String> whyNotBySchema() {
    try (Connection connection = watch.getConnection();
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
