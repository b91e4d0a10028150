package com.genericcorp.hq.server.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;

/** What a PostgreSQL backend has of its own, as Linux tells it: shared buffers are not in it. */
final class BackendMemory {
  private static final String PRIVATE = "Private_Dirty:";

  private BackendMemory() {}

  static boolean canBeRead() {
    return Files.isReadable(Path.of("/proc/self/smaps_rollup"));
  }

  static int backend(Handle handle) {
    return handle.select("select pg_backend_pid()").mapTo(Integer.class).one();
  }

  /** In MB. */
  static double of(int backend) {
    try {
      return Files.readAllLines(Path.of("/proc/" + backend + "/smaps_rollup")).stream()
              .filter(line -> line.startsWith(PRIVATE))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1_000.0;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
