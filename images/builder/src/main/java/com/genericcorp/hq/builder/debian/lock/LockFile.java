package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes the lock so that a change of a package is a change of its own lines. */
public final class LockFile {
  /** Where the lock is below the repository's folder {@code images}. */
  public static final String NAME = "packages.lock.yaml";

  static final int FORMAT = 1;

  /** The last line's key: the hash of all lines above it. */
  static final String SEAL = "sha256OfTheLinesAbove: ";

  private LockFile() {}

  public static void write(Path file, LockedPackages lock) throws IOException {
    AtomicFile.write(file, text(lock));
  }

  static String text(LockedPackages lock) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# The Debian packages of the images, exactly. Written by 'scripts/hq images lock'.\n");
    text.append(
        "# After a merge or an edit: run it again. Newer ones: 'scripts/hq images lock --check'.\n");
    text.append("format: ").append(FORMAT).append('\n');
    text.append("packages:\n");
    for (LockedPackage one : lock.packages()) {
      text.append("  - name: ").append(one.name()).append('\n');
      text.append("    version: \"").append(one.version()).append("\"\n");
      text.append("    architecture: ").append(one.architecture()).append('\n');
      text.append("    suite: ").append(one.suite()).append('\n');
      text.append("    file: \"").append(one.file()).append("\"\n");
      text.append("    size: ").append(one.size()).append('\n');
      text.append("    sha256: \"").append(one.sha256()).append("\"\n");
      append(text, "why", one.why());
      append(text, "build", one.build());
    }
    return text + SEAL + '"' + Digest.of(text.toString()).hex() + "\"\n";
  }

  private static void append(StringBuilder text, String key, Map<String, String> reasons) {
    if (reasons.isEmpty()) {
      return;
    }
    text.append("    ").append(key).append(":\n");
    reasons.forEach(
        (place, reason) ->
            text.append("      ").append(place).append(": ").append(reason).append('\n'));
  }

  /**
   * Reads the lock.
   *
   * @param shown the file's name for people
   * @throws com.genericcorp.hq.cli.InvalidInput with every fault's line
   */
  public static LockedPackages read(Path file, String shown) {
    return new LockReader(shown).read(file);
  }
}
