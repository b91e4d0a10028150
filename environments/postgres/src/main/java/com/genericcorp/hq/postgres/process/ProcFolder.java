package com.genericcorp.hq.postgres.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Linux: {@code /proc}, see proc(5). */
final class ProcFolder implements ProcessTable {
  private static final Path PROC = Path.of("/proc");
  // Fields of /proc/<pid>/stat after the command's closing parenthesis, which may hold anything.
  private static final int STATE = 0;
  private static final int START_TICKS = 19;

  // Appended to a link whose file has been removed since.
  private static final String REMOVED = " (deleted)";
  private static final String BOOT =
      read(PROC.resolve("sys/kernel/random/boot_id")).orElse("").strip();

  @Override
  public Optional<Seen> find(long pid) {
    Path folder = PROC.resolve(Long.toString(pid));
    Optional<String> stat = read(folder.resolve("stat"));
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    String[] fields = stat.get().substring(stat.get().lastIndexOf(')') + 1).strip().split(" ");
    boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
    if (dead) {
      return Optional.empty();
    }
    String command = read(folder.resolve("cmdline")).orElse("").replace('\0', ' ').strip();
    String started = BOOT + "/" + fields[START_TICKS];
    return Optional.of(
        new Seen(pid, started, program(folder), command, link(folder.resolve("cwd"))));
  }

  @Override
  public List<Seen> all() {
    List<Seen> seen = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        find(Long.parseLong(folder.getFileName().toString())).ifPresent(seen::add);
      }
    } catch (IOException unreadable) {
      return List.of();
    }
    return seen;
  }

  private static Optional<String> program(Path folder) {
    return link(folder.resolve("exe"))
        .map(file -> String.valueOf(file.getFileName()))
        .map(name -> name.endsWith(REMOVED) ? name.replace(REMOVED, "") : name);
  }

  private static Optional<Path> link(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException | SecurityException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
