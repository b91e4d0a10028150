package com.genericcorp.hq.local.state;

import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.postgres.files.Folders;
import com.genericcorp.hq.postgres.files.LockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where an embedded environment keeps everything: one folder (0700) in the repository, ignored by
 * Git.
 */
public record LocalState(Path folder) {
  private static final Duration LONGEST_CHANGE = Duration.ofMinutes(3);
  private static final String DISCARDED = ".discarded-";
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  public LocalState {
    folder = folder.toAbsolutePath().normalize();
  }

  /** The state of an environment of the repository with this root. */
  public static LocalState of(Path root, String environment) {
    return new LocalState(root.resolve(".hq").resolve(environment));
  }

  /** The environment's name. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Authority and server certificate; kept by {@code reset}. */
  public Path certificates() {
    return folder.resolve("certificates");
  }

  /** Passwords made here; kept by {@code reset}. */
  public Path secrets() {
    return folder.resolve("secrets");
  }

  /** The database's data and log. */
  public Path postgres() {
    return folder.resolve("postgres");
  }

  /** PostgreSQL's programs; kept by {@code reset}. */
  public Path binaries() {
    return folder.resolve("binaries");
  }

  /** The built jars that run: a later build does not touch them. */
  public Path programs() {
    return folder.resolve("programs");
  }

  public Path logs() {
    return folder.resolve("log");
  }

  /** What a part prints: server, edge or postgres. */
  public Path log(String part) {
    return part.equals("postgres")
        ? postgres().resolve("postgres.log")
        : logs().resolve(part + ".log");
  }

  /** API keys of the seeded organisations (0600). */
  public Path keys() {
    return folder.resolve("keys.json");
  }

  /** Organisations' exports; they stay, as what they hold may be nowhere else. */
  public Path exports() {
    return folder.resolve("exports");
  }

  /** Says to {@code verify} and others where the environment runs; there only while it does. */
  public Path target() {
    return folder.resolve("target.json");
  }

  /** The ports that the parts use among themselves. */
  public Path ports() {
    return folder.resolve("ports");
  }

  /**
   * Makes the folders that are missing.
   *
   * @throws com.genericcorp.hq.cli.InvalidInput when they cannot be written
   */
  public void prepare() throws IOException {
    for (Path each : List.of(folder, secrets(), logs(), programs())) {
      Folders.makePrivate(each);
    }
  }

  /**
   * Whether anything was ever kept here.
   *
   * @throws com.genericcorp.hq.cli.InvalidInput when it is another user's
   */
  public boolean exists() throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    Folders.requireOwn(folder);
    return true;
  }

  /** Puts a folder aside to be removed, at one stroke; one that is not there is no error. */
  public void discard(Path part) throws IOException {
    if (Files.exists(part)) {
      Path aside = Files.createTempDirectory(folder, DISCARDED);
      Files.move(part, aside.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Removes what was put aside, also by a command that was killed. */
  public void removeDiscarded() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, DISCARDED + "*")) {
      for (Path each : left) {
        Trees.delete(each);
      }
    }
  }

  /**
   * Held while a command changes what runs; a second one waits.
   *
   * @param command for whoever waits: "up local"
   * @param waiting told who is waited for
   */
  public LockFile lock(String command, Consumer<String> waiting) throws IOException {
    String now = LocalTime.now().format(CLOCK);
    String holder =
        "'hq %s' (process %d, since %s)".formatted(command, ProcessHandle.current().pid(), now);
    return LockFile.acquire(folder.resolve("lock"), holder, LONGEST_CHANGE, waiting);
  }
}
