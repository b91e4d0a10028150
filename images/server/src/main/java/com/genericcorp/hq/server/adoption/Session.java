package com.genericcorp.hq.server.adoption;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A connection in one transaction, with values written alike whatever the database's settings. */
final class Session implements AutoCloseable {
  // What both sides write must be the same text: times in UTC, bytes in hexadecimal, all digits.
  private static final String ALIKE =
      "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';"
          + " set local intervalstyle = 'postgres'; set local bytea_output = 'hex';"
          + " set local extra_float_digits = 1; set local statement_timeout = 0;"
          + " set local idle_in_transaction_session_timeout = 0;"
          // Rows that a policy hides are an error, not missing rows.
          + " set local row_security = off";

  private final Connection connection;
  private final Handle handle;

  private Session(Connection connection, Handle handle) {
    this.connection = connection;
    this.handle = handle;
  }

  /** Begins a transaction of its own on the connection, which it closes. */
  static Session begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    Session session = new Session(connection, Jdbi.open(connection));
    // Messages hold no values: they are somebody's data.
    session.handle.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    session.run(ALIKE);
    return session;
  }

  /** The same; it reads what was committed before its first query, and nothing later. */
  static Session beginSnapshot(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    return begin(connection);
  }

  /** Gives the transaction up, with all its effects, and begins another. */
  void restart() throws SQLException {
    connection.rollback();
    run(ALIKE);
  }

  Handle handle() {
    return handle;
  }

  Connection connection() {
    return connection;
  }

  CopyManager copies() throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  /** Runs statements as they are written, without parameters. */
  void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** What is done with a row of an answer. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The answer to a query as it is written, without parameters: names and literals stand in it. */
  <T> List<T> query(String sql, Reader<T> reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> answer = new ArrayList<>();
      while (rows.next()) {
        answer.add(reader.read(rows));
      }
      return answer;
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /** Ends the transaction, without its effects unless they were committed, and the connection. */
  @Override
  public void close() throws SQLException {
    // A closed connection is rolled back by the database; a lost one already was.
    connection.close();
  }
}
