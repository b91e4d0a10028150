package com.genericcorp.hq.local.status;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows the end of a log, and what comes after it. */
public final class LogReader {
  private static final int BLOCK = 64 << 10;
  private static final long PAUSE_MILLIS = 100;

  private final Path log;
  private final OutputStream out;

  public LogReader(Path log, OutputStream out) {
    this.log = log;
    this.out = out;
  }

  /**
   * Copies the last lines.
   *
   * @return where the log ended
   */
  public long tail(int lines) throws IOException {
    if (!Files.isRegularFile(log)) {
      return 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long end = file.length();
      copy(file, startOfLast(lines, file, end), end);
      return end;
    }
  }

  /** Copies what is appended, until the thread is interrupted. */
  public void follow(long from) throws IOException, InterruptedException {
    long at = from;
    while (true) {
      if (Files.isRegularFile(log)) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
          long end = file.length();
          // One that has become shorter was emptied when it had grown large.
          at = end < at ? 0 : at;
          copy(file, at, end);
          at = end;
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void copy(RandomAccessFile file, long from, long to) throws IOException {
    byte[] block = new byte[BLOCK];
    file.seek(from);
    long left = to - from;
    while (left > 0) {
      int read = file.read(block, 0, (int) Math.min(BLOCK, left));
      if (read < 0) {
        break;
      }
      out.write(block, 0, read);
      left -= read;
    }
    out.flush();
  }

  private static long startOfLast(int lines, RandomAccessFile file, long end) throws IOException {
    int found = 0;
    long at = end;
    byte[] block = new byte[BLOCK];
    while (at > 0) {
      long start = Math.max(0, at - BLOCK);
      int length = (int) (at - start);
      file.seek(start);
      file.readFully(block, 0, length);
      for (int index = length - 1; index >= 0; index--) {
        // The line feed at the very end closes the last line; it does not begin another.
        if (block[index] == '\n' && start + index != end - 1 && ++found == lines) {
          return start + index + 1;
        }
      }
      at = start;
    }
    return lines == 0 ? end : 0;
  }
}
