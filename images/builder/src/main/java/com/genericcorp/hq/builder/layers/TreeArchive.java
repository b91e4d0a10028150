package com.genericcorp.hq.builder.layers;

import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.cli.Failed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A tree as a file {@code .tar.gz}, written as layers are: the same bytes for the same tree, on
 * every machine. What is compressed already, such as images, is stored.
 */
public final class TreeArchive {
  private static final int BUFFER = 1 << 16;

  private TreeArchive() {}

  /** Writes the archive (mode 0644), whole or not at all. */
  public static void write(FileTree tree, Path file) {
    int processors = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(processors);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER);
            OutputStream gzip = new BlockGzip(out, workers, processors + 2, true);
            OutputStream tar = new BufferedOutputStream(gzip, BUFFER)) {
          TarWriter.write(tree, tar);
        }
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be written: %s. Free some space there", file, problem);
    } finally {
      workers.shutdownNow();
    }
  }
}
