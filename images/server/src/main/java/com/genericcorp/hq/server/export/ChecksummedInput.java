package com.genericcorp.hq.server.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ChecksummedOutput} wrote, and at its end says whether it is that. */
final class ChecksummedInput extends FilterInputStream {
  private static final int COMMENT = ChecksummedOutput.COMMENT_BYTES;
  private static final int TAIL = ChecksummedOutput.END_BYTES + COMMENT;
  private static final byte[] END = {'P', 'K', 5, 6};

  /** Of all but the comment and its length, which come last. */
  private final MessageDigest body = Sha256.digest();

  private final MessageDigest whole = Sha256.digest();
  private byte[] tail = new byte[0];
  private long read;

  ChecksummedInput(InputStream source) {
    super(source);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      whole.update(bytes, offset, count);
      read += count;
      keep(bytes, offset, count);
    }
    return count;
  }

  private void keep(byte[] bytes, int offset, int count) {
    byte[] all = Arrays.copyOf(tail, tail.length + count);
    System.arraycopy(bytes, offset, all, tail.length, count);
    int passed = Math.max(0, all.length - TAIL);
    body.update(all, 0, passed);
    tail = Arrays.copyOfRange(all, passed, all.length);
  }

  @Override
  public long skip(long count) throws IOException {
    throw new IOException("nothing is skipped: every byte counts");
  }

  /** Reads to the end; null when something is missing, was added or was changed. */
  ChecksummedOutput.@Nullable Sum end() throws IOException {
    byte[] rest = new byte[65_536];
    while (read(rest, 0, rest.length) >= 0) {
      // Counted by the reading.
    }
    int lengthAt = TAIL - COMMENT - ChecksummedOutput.LENGTH_BYTES;
    boolean ends =
        tail.length == TAIL
            && Arrays.equals(Arrays.copyOf(tail, END.length), END)
            && tail[lengthAt] == COMMENT
            && tail[lengthAt + 1] == 0;
    if (!ends) {
      return null;
    }
    body.update(tail, 0, lengthAt);
    String said = new String(tail, TAIL - COMMENT, COMMENT, StandardCharsets.US_ASCII);
    return said.equals(HexFormat.of().formatHex(body.digest()))
        ? new ChecksummedOutput.Sum(HexFormat.of().formatHex(whole.digest()), read)
        : null;
  }
}
