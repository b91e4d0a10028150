package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The connection by which a process takes part in a run, and looks how it goes. One that is lost is
 * made anew, once a question.
 */
final class Coordinator implements AutoCloseable {
  private final Administration administration;
  private Connection connection;

  Coordinator(Administration administration) throws SQLException {
    this.administration = administration;
    this.connection = administration.asMigrator();
  }

  synchronized Connection connection() {
    return connection;
  }

  synchronized <T> T ask(long run, Function<Handle, T> question) {
    try {
      return question.apply(Jdbi.open(connection));
    } catch (JdbiException problem) {
      if (!MigrationFailure.ofTheConnection(problem)) {
        throw problem;
      }
      reconnect(run, problem);
      return question.apply(Jdbi.open(connection));
    }
  }

  private void reconnect(long run, JdbiException lost) {
    try {
      connection.close();
      connection = administration.asMigrator();
      FleetRuns.hold(Jdbi.open(connection), run);
    } catch (SQLException problem) {
      problem.addSuppressed(lost);
      throw Administration.failed("migrating organisations' schemas", problem);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
