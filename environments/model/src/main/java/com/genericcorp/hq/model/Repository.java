package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The repository that a command works on.
 *
 * @param root its folder, absolute
 */
public record Repository(Path root) {
  /** The system property by which {@code scripts/hq} names the repository that it belongs to. */
  public static final String PROPERTY = "hq.root";

  private static final Path MARK = Path.of("environments", Environments.COMMON);

  /**
   * The repository named by {@value #PROPERTY}; without it the nearest folder, from the working
   * directory upwards, that has {@code environments/common.yaml}.
   *
   * @throws InvalidInput when there is none
   */
  public static Repository find() {
    return find(System.getProperty(PROPERTY), Path.of(""));
  }

  static Repository find(@Nullable String named, Path workingDirectory) {
    if (named != null) {
      return named(named);
    }
    Path start = workingDirectory.toAbsolutePath().normalize();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(MARK))) {
        return new Repository(folder);
      }
    }
    throw new InvalidInput(
        "neither %s nor a folder above it has %s; change to a clone of the repository",
        start, MARK);
  }

  private static Repository named(String name) {
    try {
      Path root = Path.of(name).toAbsolutePath().normalize();
      if (Files.exists(root.resolve(MARK))) {
        return new Repository(root);
      }
    } catch (InvalidPathException problem) {
      // Refused below, as a folder that is not there.
    }
    throw new InvalidInput(
        "the system property %s is '%s', which has no %s; name the repository's folder",
        PROPERTY, name, MARK);
  }

  /** The folder of the environments' files. */
  public Path environments() {
    return root.resolve("environments");
  }
}
