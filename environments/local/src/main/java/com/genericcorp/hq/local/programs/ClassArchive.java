package com.genericcorp.hq.local.programs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A program's classes as its JVM had them in memory (application class-data sharing, JEP 350): read
 * at the next start they save about half of it. Written by a JVM when it ends, which takes it a
 * second; never needed: a JVM that cannot use an archive goes on without.
 *
 * @param folder of the program's copy, so that an archive never outlives its jars
 */
public record ClassArchive(Path folder, String program) {
  private static final String UNFINISHED = ".unfinished";

  private String name() {
    CRC32 jdk = new CRC32();
    String version = System.getProperty("java.vm.version") + System.getProperty("java.home");
    jdk.update(version.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return program + "-" + HexFormat.of().toHexDigits((int) jdk.getValue()) + ".jsa";
  }

  private Path file() {
    return folder.resolve(name());
  }

  /** The JVM's options to use the archive, or to write it when there is none yet. */
  public List<String> options() {
    if (Files.isRegularFile(file())) {
      return reading();
    }
    String unfinished = name() + "." + UUID.randomUUID() + UNFINISHED;
    return List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + folder.resolve(unfinished));
  }

  /** The JVM's options to use the archive, or nothing: for what must end at once. */
  public List<String> reading() {
    return Files.isRegularFile(file())
        ? List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + file())
        : List.of();
  }

  /** Takes what a JVM that has ended by itself wrote; one that was killed left half a file. */
  public void take(boolean orderly) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, program + "-*" + UNFINISHED)) {
      for (Path file : files) {
        if (orderly && file.getFileName().toString().startsWith(name())) {
          Files.move(file, file(), StandardCopyOption.ATOMIC_MOVE);
        } else {
          Files.delete(file);
        }
      }
    }
  }
}
