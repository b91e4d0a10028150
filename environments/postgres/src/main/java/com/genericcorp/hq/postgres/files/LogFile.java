package com.genericcorp.hq.postgres.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file to which a process appends what it prints. */
public record LogFile(Path path) {
  private static final long LARGEST = 8L << 20;
  private static final int TAIL = 16 << 10;

  /** Moves the file aside as {@code .1} when it has grown over 8 MiB; before its process starts. */
  public void rotate() throws IOException {
    if (size() > LARGEST) {
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public long size() throws IOException {
    return Files.isRegularFile(path) ? Files.size(path) : 0;
  }

  /** The last lines written since the file had {@code size} bytes; at most {@code count}. */
  public String linesSince(long size, int count) throws IOException {
    if (size() <= size) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(Math.max(size, file.length() - TAIL));
      byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }
  }
}
