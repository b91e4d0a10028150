package com.genericcorp.hq.local.edge;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Keeps logs small that other processes go on appending to: one over 16 MiB is copied to {@code .1}
 * and emptied. A line written between the two is lost, which a local log can bear.
 */
final class LogCap {
  private static final long LARGEST = 16L << 20;
  private static final long PAUSE_MILLIS = 30_000;

  private LogCap() {}

  /** Looks twice a minute, as long as the process lives. */
  static void start(List<Path> logs) {
    Thread thread = new Thread(() -> watch(logs), "log cap");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(List<Path> logs) {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        for (Path log : logs) {
          cap(log, LARGEST);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  static void cap(Path log, long largest) {
    try {
      if (Files.isRegularFile(log) && Files.size(log) > largest) {
        Path kept = log.resolveSibling(log.getFileName() + ".1");
        Files.copy(
            log, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
      }
    } catch (IOException problem) {
      System.err.println("edge: " + log + " could not be shortened: " + problem);
    }
  }
}
