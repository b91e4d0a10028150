package com.genericcorp.hq.local.up;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import java.nio.file.Path;

/** The environment {@code local} as the repository describes it. */
public final class Described {
  private Described() {}

  /** The repository's folder; tests run in that of their module. */
  public static Path root() {
    return Path.of("").toAbsolutePath().getParent().getParent();
  }

  public static Environment local() {
    return new Environments(root().resolve("environments")).load("local");
  }
}
