package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** What is being written, and what killed runs left of it. */
final class Unfinished {
  /** A run that goes on writes more often than this. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Path folder;
  private final AtomicBoolean swept = new AtomicBoolean();

  Unfinished(Path folder) {
    this.folder = folder;
  }

  /** A new empty file. */
  Path file() throws IOException {
    return Files.createTempFile(ready(), "part-", ".tmp");
  }

  /** A new empty folder. */
  Path folder() throws IOException {
    return Files.createTempDirectory(ready(), "folder-");
  }

  private Path ready() throws IOException {
    Files.createDirectories(folder);
    if (swept.compareAndSet(false, true)) {
      sweep();
    }
    return folder;
  }

  /**
   * Files that were deleted.
   *
   * @param bytes of them
   */
  record Swept(int files, long bytes) {}

  /** Deletes what nobody writes to any more. */
  Swept sweep() throws IOException {
    if (!Files.isDirectory(folder)) {
      return new Swept(0, 0);
    }
    List<Path> all;
    try (Stream<Path> listed = Files.list(folder)) {
      all = listed.toList();
    }
    int files = 0;
    long bytes = 0;
    for (Path one : all) {
      State state = state(one);
      if (isAbandoned(state.changed())) {
        Trees.delete(one);
        files += state.files();
        bytes += state.bytes();
      }
    }
    return new Swept(files, bytes);
  }

  /** Whether nobody writes to a file any more that was changed then. */
  static boolean isAbandoned(Instant changed) {
    return changed.isBefore(Instant.now().minus(LONGEST_PAUSE));
  }

  private record State(Instant changed, int files, long bytes) {}

  /** A folder is as young as the youngest file in it. */
  private static State state(Path place) throws IOException {
    Instant changed = Instant.MIN;
    int files = 0;
    long bytes = 0;
    try (Stream<Path> walked = Files.walk(place)) {
      for (Path one : walked.toList()) {
        BasicFileAttributes facts =
            Files.readAttributes(one, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Instant modified = facts.lastModifiedTime().toInstant();
        changed = modified.isAfter(changed) ? modified : changed;
        files += facts.isDirectory() ? 0 : 1;
        bytes += facts.isRegularFile() ? facts.size() : 0;
      }
    } catch (NoSuchFileException | java.io.UncheckedIOException finished) {
      return new State(Instant.now(), 0, 0); // its run goes on
    }
    return new State(changed, files, bytes);
  }
}
