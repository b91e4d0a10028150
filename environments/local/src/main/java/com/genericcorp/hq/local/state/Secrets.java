package com.genericcorp.hq.local.state;

import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The platform's own secrets: 256 random bits each, in files that only their owner can read. */
public record Secrets(Path gateway, Path migratorPassword) {
  private static final int BYTES = 32;
  // 32 bytes in Base64 without padding.
  private static final int CHARACTERS = 43;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The secrets of a state, made unless they are there. */
  public static Secrets ensure(LocalState state) throws IOException {
    return new Secrets(
        ensure(state.secrets().resolve("gateway")),
        ensure(state.secrets().resolve("migrator-password")));
  }

  private static Path ensure(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.readString(file).strip().length() < CHARACTERS) {
      byte[] bytes = new byte[BYTES];
      RANDOM.nextBytes(bytes);
      AtomicFile.writePrivate(
          file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
    }
    return file;
  }

  /** The text of a secret's file. */
  public static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }
}
