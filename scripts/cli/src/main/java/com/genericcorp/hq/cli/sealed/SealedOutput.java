package com.genericcorp.hq.cli.sealed;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;

/**
 * Writes sealed lines in place of what is written to it. Closing writes the last line: output
 * without it was cut off. What is written comes out when {@value #PART_BYTES} bytes are there, or
 * at the end.
 */
public final class SealedOutput extends OutputStream {
  /** The variable that the reader's public key stands in. */
  public static final String VARIABLE = "OUTPUT_KEY";

  /** Log drivers of containers split lines of 16 KiB; in base64 this makes 11. */
  static final int PART_BYTES = 8192;

  private final OutputStream out;
  private final SealingKeys keys;
  private final byte[] part = new byte[PART_BYTES];
  private int length;
  private int number;
  private boolean closed;

  private SealedOutput(OutputStream out, SealingKeys keys) {
    this.out = out;
    this.keys = keys;
  }

  /**
   * Output that the owner of a key can read, and nobody else.
   *
   * @param key as {@link SealedReader#publicKey()} says it
   * @throws InvalidInput when it is no key
   */
  public static SealedOutput to(String key, OutputStream out) throws IOException {
    return to(key, SealingKeys.newPair(), out);
  }

  static SealedOutput to(String key, KeyPair own, OutputStream out) throws IOException {
    PublicKey reader = SealingKeys.publicKey(key);
    try {
      SealingKeys keys = SealingKeys.agree(own.getPrivate(), reader, own.getPublic(), reader);
      SealedOutput sealed = new SealedOutput(out, keys);
      sealed.line(SealedLine.Kind.KEY, own.getPublic().getEncoded());
      return sealed;
    } catch (GeneralSecurityException weak) {
      throw new InvalidInput("%s is a key that hides nothing: make another", VARIABLE);
    }
  }

  @Override
  public synchronized void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
    if (closed) {
      throw new IOException("the sealed output has ended");
    }
    int from = offset;
    int left = count;
    while (left > 0) {
      if (length == part.length) {
        seal(SealedLine.Kind.PART);
      }
      int now = Math.min(left, part.length - length);
      System.arraycopy(bytes, from, part, length, now);
      length += now;
      from += now;
      left -= now;
    }
  }

  /** Nothing: a line a flush would be many. */
  @Override
  public void flush() {}

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      seal(SealedLine.Kind.END);
      out.flush();
    }
  }

  private void seal(SealedLine.Kind kind) throws IOException {
    try {
      line(kind, keys.seal(number, kind == SealedLine.Kind.END, part, length));
      length = 0;
    } catch (GeneralSecurityException problem) {
      throw new IOException("the output cannot be sealed", problem);
    }
  }

  private void line(SealedLine.Kind kind, byte[] bytes) throws IOException {
    String text = new SealedLine(number, kind, bytes).text() + "\n";
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    number++;
  }
}
