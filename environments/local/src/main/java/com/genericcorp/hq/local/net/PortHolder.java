package com.genericcorp.hq.local.net;

import com.genericcorp.hq.postgres.process.ProcessTable;
import com.genericcorp.hq.postgres.process.Program;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which process listens on a port, as far as this user may know. */
public final class PortHolder {
  private static final Path PROC = Path.of("/proc");
  // Columns of /proc/net/tcp, see proc(5).
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final String LISTENS = "0A";

  private PortHolder() {}

  /** The process that listens on the port; empty when it cannot be told. */
  public static Optional<ProcessTable.Seen> of(int port) {
    Optional<Long> pid = Files.isDirectory(PROC.resolve("net")) ? inProc(port) : byLsof(port);
    return pid.flatMap(id -> ProcessTable.ofThisMachine().find(id));
  }

  private static Optional<Long> inProc(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try {
        Files.readAllLines(PROC.resolve(table)).forEach(line -> addListener(line, port, sockets));
      } catch (IOException notThere) {
        // No IPv6, for example.
      }
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (hasOpen(process, sockets)) {
          return Optional.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Adds the socket that a line of {@code /proc/net/tcp} describes if it listens on the port. */
  static void addListener(String line, int port, Set<String> sockets) {
    String[] columns = line.strip().split("\\s+");
    String wanted = String.format(Locale.ROOT, ":%04X", port);
    if (columns.length > INODE
        && columns[LOCAL_ADDRESS].endsWith(wanted)
        && columns[STATE].equals(LISTENS)) {
      sockets.add("socket:[" + columns[INODE] + "]");
    }
  }

  private static boolean hasOpen(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException notOurs) {
      return false;
    }
    return false;
  }

  /** macOS. */
  private static Optional<Long> byLsof(int port) {
    Optional<Path> lsof = Program.find("lsof");
    if (lsof.isEmpty()) {
      return Optional.empty();
    }
    List<String> words =
        List.of(lsof.get().toString(), "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN");
    try {
      String output = new Program(words, Map.of(), Path.of("/")).run("").output();
      return output.lines().findFirst().map(Long::parseLong);
    } catch (IOException | NumberFormatException cannotTell) {
      return Optional.empty();
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
