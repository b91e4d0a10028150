package com.genericcorp.hq.builder.blobs;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final String PREFIX = "sha256:";
  private static final int SHOWN = 12;

  public Digest {
    if (!isHex(hex)) {
      throw new InvalidInput("'%s' is no SHA-256: expected 64 hexadecimal digits", hex);
    }
  }

  static boolean isHex(String text) {
    return HEX.matcher(text).matches();
  }

  /** The digest that {@code sha256:…} names. */
  public static Digest parse(String text) {
    return new Digest(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
  }

  public static Digest of(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  /** The digest of a text in UTF-8. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of what a hash has seen; the hash begins anew. */
  public static Digest of(MessageDigest finished) {
    return new Digest(HexFormat.of().formatHex(finished.digest()));
  }

  /** The digest of a file's bytes, read once. */
  public static Digest of(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return of(input);
    }
  }

  /** The digest of what is left in a stream. */
  public static Digest of(InputStream input) throws IOException {
    MessageDigest hash = sha256();
    byte[] buffer = new byte[1 << 16];
    for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
      hash.update(buffer, 0, read);
    }
    return of(hash);
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every JDK has SHA-256", problem);
    }
  }

  /** The first digits, for people. */
  public String abbreviated() {
    return hex.substring(0, SHOWN);
  }

  /** {@code sha256:…}. */
  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
