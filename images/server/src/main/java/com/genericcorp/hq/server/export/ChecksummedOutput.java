package com.genericcorp.hq.server.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Adds to a ZIP file, as its comment, the SHA-256 of all that stands before: any tool still opens
 * the file, and no byte of it can be lost or changed unnoticed. A ZIP's own CRCs leave out its
 * names and its directory.
 */
final class ChecksummedOutput extends OutputStream {
  /** The end of a ZIP file without a comment: "end of central directory". */
  static final int END_BYTES = 22;

  /** The last two bytes of the end: how long the comment is. */
  static final int LENGTH_BYTES = 2;

  static final int COMMENT_BYTES = 64;

  private final OutputStream target;
  private final MessageDigest digest = Sha256.digest();
  private final byte[] held = new byte[END_BYTES];
  private int heldBytes;
  private long written;

  ChecksummedOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    // The last bytes are held back until it is known that they are the end.
    ByteArrayOutputStream both = new ByteArrayOutputStream(heldBytes + length);
    both.write(held, 0, heldBytes);
    both.write(bytes, offset, length);
    byte[] all = both.toByteArray();
    int kept = Math.min(all.length, END_BYTES);
    pass(all, all.length - kept);
    System.arraycopy(all, all.length - kept, held, 0, kept);
    heldBytes = kept;
  }

  private void pass(byte[] bytes, int length) throws IOException {
    target.write(bytes, 0, length);
    digest.update(bytes, 0, length);
    written += length;
  }

  /** Ends the file after the ZIP's own end; the target stays open. */
  Sum finish() throws IOException {
    pass(held, END_BYTES - LENGTH_BYTES);
    String before = HexFormat.of().formatHex(Sha256.soFar(digest));
    pass(new byte[] {COMMENT_BYTES, 0}, LENGTH_BYTES);
    pass(before.getBytes(StandardCharsets.US_ASCII), COMMENT_BYTES);
    target.flush();
    return new Sum(HexFormat.of().formatHex(digest.digest()), written);
  }

  /** Of the whole file. */
  record Sum(String sha256, long bytes) {}
}
