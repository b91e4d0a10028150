package com.genericcorp.hq.server.adoption;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Tables' rows as streams of COPY text: one row is in memory at a time, and a buffer. */
final class TableRows {
  private static final int BUFFER = 64 * 1024;
  private static final byte LINE_FEED = '\n';

  private TableRows() {}

  /** What is done with a row. */
  private interface Row {
    void take(byte[] bytes, int length) throws SQLException;
  }

  /** Counts and sums up what a statement {@code copy … to stdout} gives. */
  static RowDigest.Total sum(Session session, String reading, Pause pause) throws SQLException {
    RowDigest digest = new RowDigest();
    read(session, reading, pause, digest::add);
    return digest.total();
  }

  /**
   * Copies a table; the total is of what was written.
   *
   * @param target acts as the owner, with the new tables in its search path
   */
  static RowDigest.Total copy(
      Session source, String schema, Session target, TableCopy table, Pause pause)
      throws SQLException {
    RowDigest digest = new RowDigest();
    CopyIn writing = target.copies().copyIn(table.writing());
    try {
      Buffer buffer = new Buffer(writing);
      Map<Integer, String> ids = table.ids();
      IdCells cells = new IdCells(ids);
      read(
          source,
          table.reading(schema),
          pause,
          (bytes, length) -> {
            byte[] row = ids.isEmpty() ? bytes : cells.replaced(bytes, length);
            int rowLength = ids.isEmpty() ? length : row.length;
            digest.add(row, rowLength);
            buffer.add(row, rowLength);
          });
      buffer.flush();
      writing.endCopy();
    } finally {
      if (writing.isActive()) {
        writing.cancelCopy();
      }
    }
    return digest.total();
  }

  private static void read(Session session, String reading, Pause pause, Row row)
      throws SQLException {
    CopyOut copy = session.copies().copyOut(reading);
    try {
      byte[] begun = new byte[0];
      for (byte[] chunk = copy.readFromCopy(); chunk != null; chunk = copy.readFromCopy()) {
        pause.check();
        // Today each chunk is one row, but the protocol does not promise it.
        if (begun.length == 0 && indexOfEnd(chunk, 0) == chunk.length - 1) {
          row.take(chunk, chunk.length - 1);
        } else {
          begun = rows(joined(begun, chunk), row);
        }
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** Gives all whole rows on; returns what is left. */
  private static byte[] rows(byte[] bytes, Row row) throws SQLException {
    int start = 0;
    for (int end = indexOfEnd(bytes, 0); end >= 0; end = indexOfEnd(bytes, start)) {
      row.take(Arrays.copyOfRange(bytes, start, end), end - start);
      start = end + 1;
    }
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  private static int indexOfEnd(byte[] bytes, int from) {
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] == LINE_FEED) {
        return at;
      }
    }
    return -1;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Rows on their way, so that not each is a message of its own. */
  private static final class Buffer {
    private final CopyIn writing;
    private final byte[] bytes = new byte[BUFFER];
    private int used;

    Buffer(CopyIn writing) {
      this.writing = writing;
    }

    void add(byte[] row, int length) throws SQLException {
      if (used + length + 1 > bytes.length) {
        flush();
      }
      if (length + 1 > bytes.length) {
        writing.writeToCopy(row, 0, length);
      } else {
        System.arraycopy(row, 0, bytes, used, length);
        used += length;
      }
      bytes[used++] = LINE_FEED;
    }

    void flush() throws SQLException {
      writing.writeToCopy(bytes, 0, used);
      used = 0;
    }
  }
}
