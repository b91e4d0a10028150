package com.genericcorp.hq.tool.seal;

import com.genericcorp.hq.cli.Failed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Opens what {@link SealingOutput} sealed. Each chunk is true before it is given out; that none is
 * missing is known only when the end was read.
 */
public final class OpeningInput extends InputStream {
  private final InputStream in;
  private final Chunks chunks;
  private byte[] plain = new byte[0];
  private int at;
  private boolean ended;

  /** Reads the head; {@link Failed} when there is none. */
  public OpeningInput(InputStream in, char[] passphrase) throws IOException {
    this.in = new BufferedInputStream(in, Chunks.SEALED + 1);
    this.chunks = new Chunks(SealHeader.read(this.in), passphrase);
  }

  /** Whether a stream begins as a sealed one does; it must support marks, and stays where it is. */
  public static boolean isSealed(InputStream in) throws IOException {
    in.mark(SealHeader.MAGIC.length);
    byte[] start = in.readNBytes(SealHeader.MAGIC.length);
    in.reset();
    return java.util.Arrays.equals(start, SealHeader.MAGIC);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == plain.length) {
      if (ended) {
        return -1;
      }
      open();
    }
    int count = Math.min(length, plain.length - at);
    System.arraycopy(plain, at, into, from, count);
    at += count;
    return count;
  }

  private void open() throws IOException {
    byte[] sealed = in.readNBytes(Chunks.SEALED);
    in.mark(1);
    boolean last = in.read() < 0;
    if (!last) {
      in.reset();
    }
    try {
      plain = chunks.next(Cipher.DECRYPT_MODE, sealed, sealed.length, last);
    } catch (GeneralSecurityException problem) {
      throw refusal(last);
    }
    at = 0;
    ended = last;
  }

  private Failed refusal(boolean last) {
    if (chunks.count() <= 1) {
      return new Failed(
          "the sealed file cannot be opened: the passphrase is another one, or the file is damaged");
    }
    return new Failed(
        last
            ? "the sealed file is cut off or damaged at its end: copy it again"
            : "the sealed file is damaged in its middle: copy it again");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
