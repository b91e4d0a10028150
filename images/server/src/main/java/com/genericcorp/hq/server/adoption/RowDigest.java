package com.genericcorp.hq.server.adoption;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts rows and sums them up: the checksum of a table is the sum, modulo 2^256, of the SHA-256 of
 * each row's COPY text without its line feed. It does not depend on the rows' order, so that none
 * has to be sorted; a row that is missing, altered or there twice changes it.
 */
final class RowDigest {
  private static final int LONGS = 4;

  private final MessageDigest sha256;
  private final byte[] digest = new byte[LONGS * Long.BYTES];
  private final ByteBuffer digestLongs = ByteBuffer.wrap(digest);
  private final long[] sum = new long[LONGS];
  private long rows;
  private long bytes;

  RowDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * What a table comes to.
   *
   * @param bytes of its COPY text
   * @param checksum 64 hexadecimal digits
   */
  record Total(long rows, long bytes, String checksum) {
    boolean sameRows(Total other) {
      return rows == other.rows && checksum.equals(other.checksum);
    }
  }

  /** Adds a row, given without its line feed. */
  void add(byte[] buffer, int length) {
    rows++;
    bytes += length + 1L;
    sha256.update(buffer, 0, length);
    try {
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException impossible) {
      throw new IllegalStateException(impossible);
    }
    long carry = 0;
    for (int index = LONGS - 1; index >= 0; index--) {
      long added = digestLongs.getLong(index * Long.BYTES);
      long once = sum[index] + added;
      long twice = once + carry;
      boolean overflows =
          Long.compareUnsigned(once, added) < 0 || Long.compareUnsigned(twice, once) < 0;
      sum[index] = twice;
      carry = overflows ? 1 : 0;
    }
  }

  Total total() {
    ByteBuffer all = ByteBuffer.allocate(LONGS * Long.BYTES);
    for (long part : sum) {
      all.putLong(part);
    }
    return new Total(rows, bytes, HexFormat.of().formatHex(all.array()));
  }
}
