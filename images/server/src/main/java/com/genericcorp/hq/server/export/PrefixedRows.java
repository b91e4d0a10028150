package com.genericcorp.hq.server.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Rows in the text form of COPY with one more column before the others, the same in each. */
final class PrefixedRows extends InputStream {
  private static final int BUFFER = 16_384;

  private final byte[] column;
  private final InputStream rows;
  private byte[] ready = new byte[0];
  private int position;
  private boolean atStart = true;

  /**
   * @param value letters and digits
   */
  PrefixedRows(String value, InputStream rows) {
    this.column = (value + "\t").getBytes(StandardCharsets.US_ASCII);
    this.rows = rows;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position == ready.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, ready.length - position);
    System.arraycopy(ready, position, bytes, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    byte[] buffer = new byte[BUFFER];
    int count = rows.read(buffer);
    if (count < 0) {
      return false;
    }
    ByteArrayOutputStream more = new ByteArrayOutputStream(2 * count);
    for (int at = 0; at < count; at++) {
      if (atStart) {
        more.write(column, 0, column.length);
      }
      more.write(buffer[at]);
      atStart = buffer[at] == '\n';
    }
    ready = more.toByteArray();
    position = 0;
    return true;
  }
}
