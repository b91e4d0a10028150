package com.genericcorp.hq.tool.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * Seals what is written to it. Only {@link #finish} writes the last chunk: what broke off before is
 * known as cut off when it is opened.
 */
public final class SealingOutput extends OutputStream {
  private final OutputStream out;
  private final Chunks chunks;
  private final byte[] buffer = new byte[Chunks.PLAIN];
  private int filled;

  public SealingOutput(OutputStream out, char[] passphrase) throws IOException {
    this(out, passphrase, SealHeader.random());
  }

  SealingOutput(OutputStream out, char[] passphrase, SealHeader header) throws IOException {
    this.out = out;
    this.chunks = new Chunks(header, passphrase);
    out.write(header.bytes());
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int left = length;
    while (left > 0) {
      if (filled == buffer.length) {
        seal(false);
      }
      int count = Math.min(left, buffer.length - filled);
      System.arraycopy(bytes, at, buffer, filled, count);
      filled += count;
      at += count;
      left -= count;
    }
  }

  private void seal(boolean last) throws IOException {
    try {
      out.write(chunks.next(Cipher.ENCRYPT_MODE, buffer, filled, last));
      filled = 0;
    } catch (GeneralSecurityException problem) {
      throw new IOException(problem);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Writes the last chunk; nothing may be written after it. */
  public void finish() throws IOException {
    seal(true);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
