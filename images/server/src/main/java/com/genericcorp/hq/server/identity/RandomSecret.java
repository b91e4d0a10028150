package com.genericcorp.hq.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits as 43 characters: long enough that a plain SHA-256 of it may be stored. */
public final class RandomSecret {
  /** A secret's form, as part of a regular expression. */
  public static final String FORM = "[A-Za-z0-9_-]{43}";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  RandomSecret(String text) {
    this.text = text;
  }

  static RandomSecret generate() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return new RandomSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }

  /** What is stored. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
