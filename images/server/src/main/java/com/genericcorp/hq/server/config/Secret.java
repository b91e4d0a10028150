package com.genericcorp.hq.server.config;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A secret that never shows in a log. One that stands in a file is read anew at each use, so that a
 * rotation needs no restart; uses are rare (a new database connection).
 */
public final class Secret {
  private final String name;
  private final String value;
  private final @Nullable Path file;

  private Secret(String name, String value, @Nullable Path file) {
    this.name = name;
    this.value = value;
    this.file = file;
  }

  public static Secret of(String name, String value) {
    return new Secret(name, value, null);
  }

  public static Secret inFile(String name, Path file) {
    return new Secret(name, "", file);
  }

  /**
   * The secret as it is now; a file's trailing line feed is no part of it.
   *
   * @throws Failed when the file cannot be read or is empty
   */
  public String reveal() {
    if (file == null) {
      return value;
    }
    try {
      String text = Files.readString(file).stripTrailing();
      if (text.isEmpty()) {
        throw new Failed("%s_FILE: %s is empty", name, file);
      }
      return text;
    } catch (IOException problem) {
      throw new Failed(
          problem, "%s_FILE: %s cannot be read (%s)", name, file, problem.getMessage());
    }
  }

  @Override
  public String toString() {
    return name + "=***";
  }
}
