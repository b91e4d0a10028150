package com.genericcorp.hq.builder.blobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that are no longer needed. */
public final class Folders {
  private Folders() {}

  /** Removes a file, or a folder with what is in it; links are not followed. */
  public static void remove(Path folder) throws IOException {
    try (Stream<Path> walked = Files.walk(folder)) {
      for (Path path : walked.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
