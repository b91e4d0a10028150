package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.builder.blobs.Digest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * The digest of the program itself: what it makes of packages changes with it, so it is part of a
 * base's key. The jar's bytes are reproducible; they are no part of an image.
 */
final class BuilderCode {
  private static final String DIGEST = read();

  /** The same all through a run. */
  static String digest() {
    return DIGEST;
  }

  private static String read() {
    try {
      CodeSource source = BuilderCode.class.getProtectionDomain().getCodeSource();
      Path jar = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      return Files.isRegularFile(jar) ? Digest.of(jar).hex() : "classes";
    } catch (IOException | URISyntaxException problem) {
      return "unknown";
    }
  }

  private BuilderCode() {}
}
