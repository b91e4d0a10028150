package com.genericcorp.hq.server.place;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Collects bytes to parts of one size and hands each over; the last may be shorter. */
final class S3Parts extends OutputStream {
  /** S3 takes parts of 5 MB and more, 10,000 at the most. */
  private static final int LEAST_BYTES = 8 << 20;

  private static final int MOST_BYTES = 256 << 20;
  private static final int PARTS = 9_000;

  private final byte[] part;
  private final Sink sink;
  private int filled;
  private int number = 1;

  S3Parts(int bytesOfEach, Sink sink) {
    this.part = new byte[bytesOfEach];
    this.sink = sink;
  }

  /** Where a part goes. */
  interface Sink {
    void send(int number, byte[] bytes) throws IOException;
  }

  static int bytesOfEach(long expectedBytes) {
    return (int) Math.min(MOST_BYTES, Math.max(LEAST_BYTES, expectedBytes / PARTS));
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, part.length - filled);
      System.arraycopy(bytes, offset + done, part, filled, count);
      filled += count;
      done += count;
      if (filled == part.length) {
        send();
      }
    }
  }

  /** Sends what is left. */
  void finish() throws IOException {
    if (filled > 0 || number == 1) {
      send();
    }
  }

  private void send() throws IOException {
    sink.send(number, Arrays.copyOf(part, filled));
    number++;
    filled = 0;
  }
}
