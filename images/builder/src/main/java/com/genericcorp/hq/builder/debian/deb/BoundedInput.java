package com.genericcorp.hq.builder.debian.deb;

import com.genericcorp.hq.cli.Failed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Breaks off when more is unpacked than the limits allow. */
final class BoundedInput extends FilterInputStream {
  private final String shown;
  private final long most;
  private long count;

  BoundedInput(InputStream in, String shown, DebLimits limits, long packed) {
    super(in);
    this.shown = shown;
    this.most = Math.min(limits.bytes(), Math.max(limits.freeBytes(), packed * limits.ratio()));
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    add(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    add(Math.max(read, 0));
    return read;
  }

  /** What is skipped is unpacked, too. */
  @Override
  public long skip(long wanted) throws IOException {
    byte[] bytes = new byte[(int) Math.min(Math.max(wanted, 0), 1 << 13)];
    return Math.max(read(bytes, 0, bytes.length), 0);
  }

  private void add(int read) {
    count += read;
    if (count > most) {
      throw new Failed(
          "%s unpacks to more than %d bytes, as a decompression bomb does: it is refused",
          shown, most);
    }
  }
}
