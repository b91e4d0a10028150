package com.genericcorp.hq.server.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program's key to one organisation: {@code ahq_<organisation's id>_<256 random bits>}. It names
 * its organisation, so that its hash can stand in that organisation's own schema.
 */
public final class ApiKey {
  private static final Pattern FORM = Pattern.compile("ahq_([a-z0-9]{10})_([A-Za-z0-9_-]{43})");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String tenantId;
  private final String secret;

  private ApiKey(String tenantId, String secret) {
    this.tenantId = tenantId;
    this.secret = secret;
  }

  /** A new random key for the organisation with this id. */
  public static ApiKey generate(String tenantId) {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new ApiKey(tenantId, Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** The key with this secret part, which has a key's 43 characters. */
  static ApiKey of(String tenantId, String secret) {
    return new ApiKey(tenantId, secret);
  }

  /** The key in a text, or empty when the text has not a key's form. */
  public static Optional<ApiKey> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new ApiKey(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  public String tenantId() {
    return tenantId;
  }

  /** What is stored of the key: SHA-256 of its secret part, which is long and random enough. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The key itself, to be shown once to its owner. */
  public String reveal() {
    return "ahq_" + tenantId + "_" + secret;
  }

  @Override
  public String toString() {
    return "ahq_" + tenantId + "_***";
  }
}
