package com.genericcorp.hq.server.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Rows in and out by COPY, in its text form: the same bytes for the same rows, whatever the
 * server's settings and collation, and readable by any PostgreSQL. In memory is a row, or a buffer.
 */
final class TableCopy {
  /** Foreign keys are checked at a statement's end; until then the server remembers each row. */
  private static final int ROWS_AT_ONCE = 50_000;

  private static final int BUFFER = 65_536;

  // Types whose order a collation decides; others have none.
  private static final Set<String> COLLATED = Set.of("text", "name", "character");

  private final Connection connection;

  TableCopy(Connection connection) {
    this.connection = connection;
  }

  /** Makes the form of values independent of the login and the server; for the transaction. */
  static void settle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';"
              + " set local intervalstyle = 'postgres'; set local bytea_output = 'hex';"
              + " set local extra_float_digits = 1; set local client_encoding = 'UTF8'");
    }
  }

  /** Writes all rows of a query over a table, in the order of its key. */
  void out(String from, Catalogue.Table table, OutputStream target)
      throws SQLException, IOException {
    String sql =
        "copy (select %s from %s order by %s) to stdout"
            .formatted(
                names(table.columns().stream().map(Manifest.Column::name).toList()),
                from,
                table.orderBy().stream()
                    .map(column -> quoted(column) + collation(table, column))
                    .collect(Collectors.joining(", ")));
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    try {
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        target.write(row);
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /**
   * Reads rows into a table.
   *
   * @param selfReferring whether a row may refer to a later one: then all are one statement
   */
  void in(String table, Collection<String> columns, InputStream source, boolean selfReferring)
      throws SQLException, IOException {
    String sql = "copy %s (%s) from stdin".formatted(table, names(columns));
    byte[] buffer = new byte[BUFFER];
    CopyIn copy = begin(sql);
    try {
      int rows = 0;
      for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
        int start = 0;
        for (int at = 0; at < count; at++) {
          if (buffer[at] == '\n' && ++rows == ROWS_AT_ONCE && !selfReferring) {
            copy.writeToCopy(buffer, start, at + 1 - start);
            copy.endCopy();
            copy = begin(sql);
            start = at + 1;
            rows = 0;
          }
        }
        copy.writeToCopy(buffer, start, count - start);
      }
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private CopyIn begin(String sql) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
  }

  private static String collation(Catalogue.Table table, String column) {
    boolean collated =
        table.columns().stream()
            .anyMatch(
                one ->
                    one.name().equals(column)
                        && COLLATED.stream().anyMatch(type -> one.type().startsWith(type)));
    return collated ? " collate \"C\"" : "";
  }

  static String names(Collection<String> columns) {
    return columns.stream().map(TableCopy::quoted).collect(Collectors.joining(", "));
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
