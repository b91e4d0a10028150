package com.genericcorp.hq.server.export;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Counts rows in the text form of COPY, in which a line feed ends a row and stands nowhere else,
 * and takes their SHA-256.
 */
final class Rows extends OutputStream {
  private final MessageDigest digest = Sha256.digest();
  private long rows;
  private long bytes;

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    digest.update(buffer, offset, length);
    bytes += length;
    for (int at = offset; at < offset + length; at++) {
      if (buffer[at] == '\n') {
        rows++;
      }
    }
  }

  Seen seen() {
    return new Seen(rows, bytes, HexFormat.of().formatHex(Sha256.soFar(digest)));
  }

  /** What a table's rows come to. */
  record Seen(long rows, long bytes, String sha256) {
    static Seen of(Manifest.TableData table) {
      return new Seen(table.rows(), table.bytes(), table.sha256());
    }
  }
}
