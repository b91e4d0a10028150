package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the package is installed on this machine: {@code .hq/selfhosted}.
 *
 * @param folder of archive, installation and {@code target.json}
 */
public record Installation(Path folder) {
  /** The environment's name. */
  public static final String NAME = "selfhosted";

  private static final int HASH = 8;

  /** The installation of a repository, there or not. */
  public static Installation of(Repository repository) {
    return new Installation(repository.root().resolve(".hq").resolve(NAME));
  }

  /**
   * The installation that a command was asked for.
   *
   * @throws InvalidInput when another environment was named
   */
  public static Installation named(String name) {
    if (!name.equals(NAME)) {
      throw new InvalidInput("there is no '%s' that runs from a package; known: %s", name, NAME);
    }
    return of(Repository.find());
  }

  /** The Compose project of the first install: another checkout on this machine has another. */
  String project() {
    return "agenthq-selfhosted-" + Digest.of(folder.toString()).hex().substring(0, HASH);
  }

  /** What {@code tar xzf} makes. */
  public Path home() {
    return folder.resolve("agenthq");
  }

  Path program() {
    return home().resolve("agenthq");
  }

  Path settings() {
    return home().resolve(".env");
  }

  /** Where {@code hq verify} looks. */
  Path target() {
    return folder.resolve("target.json");
  }

  /** What the unpacked release was made of. */
  Path contents() {
    return folder.resolve("contents");
  }

  /** Whether anything was unpacked. */
  public boolean exists() {
    return Files.exists(program());
  }

  /**
   * Runs {@code ./agenthq} with this process's terminal.
   *
   * @return its exit code
   */
  public int run(List<String> words) {
    if (!exists()) {
      throw new Failed("%s was not brought up here: run 'scripts/hq up %s' first", NAME, NAME);
    }
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(words);
    try {
      return new ProcessBuilder(command).directory(home().toFile()).inheritIO().start().waitFor();
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be started: %s", program(), problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "'%s' was interrupted: run it again", String.join(" ", words));
    }
  }

  /**
   * Removes it from the engine and from the disk.
   *
   * @return the exit code
   */
  public int remove() {
    if (exists() && Files.exists(settings())) {
      int code = run(List.of("uninstall", "--delete-data", "--yes"));
      if (code != 0) {
        return code;
      }
    }
    try {
      Trees.delete(folder);
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be deleted: %s", folder, problem);
    }
    return 0;
  }
}
