package com.genericcorp.hq.checks;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that is being tested. */
final class Repository {
  private Repository() {}

  /** Its top folder. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("scripts/hq"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
