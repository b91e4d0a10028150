package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a store below a size: what was not used for longest goes first. */
public final class StoreLimit {
  /** Left-overs of killed builds are older than this. */
  private static final Duration ABANDONED = Duration.ofHours(6);

  private StoreLimit() {}

  /**
   * What was done.
   *
   * @param bytes of the deleted files
   * @param left in the store
   */
  public record Pruned(int files, long bytes, long left) {}

  private record Kept(Path file, long size, Instant used) {}

  /**
   * Deletes the least recently used files until at most {@code limit} bytes are left.
   *
   * @throws Failed when the folder cannot be read or written
   */
  public static Pruned apply(BlobStore store, long limit) {
    try {
      List<Kept> kept = new ArrayList<>(files(store.root().resolve("sha256")));
      kept.sort(Comparator.comparing(Kept::used).thenComparing(Kept::file));
      long left = kept.stream().mapToLong(Kept::size).sum();
      int deleted = 0;
      long bytes = 0;
      for (Kept one : kept) {
        if (left <= limit) {
          break;
        }
        Files.deleteIfExists(one.file());
        left -= one.size();
        bytes += one.size();
        deleted++;
      }
      Instant old = Instant.now().minus(ABANDONED);
      for (Kept one : files(store.root().resolve(BlobStore.INCOMING))) {
        if (one.used().isBefore(old)) {
          Files.deleteIfExists(one.file());
          bytes += one.size();
          deleted++;
        }
      }
      return new Pruned(deleted, bytes, left);
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
  }

  private static List<Kept> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Kept> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        if (facts.isRegularFile()) {
          found.add(new Kept(file, facts.size(), facts.lastModifiedTime().toInstant()));
        }
      }
    }
    return found;
  }
}
