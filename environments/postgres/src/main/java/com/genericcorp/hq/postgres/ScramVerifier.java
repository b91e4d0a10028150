package com.genericcorp.hq.postgres;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A password as PostgreSQL stores it (RFC 5803): {@code SCRAM-SHA-256$<iterations>:<salt>$<stored
 * key>:<server key>}. The server is given this instead of the password, which therefore never
 * stands in a statement or a log.
 */
record ScramVerifier(String text) {
  private static final int ITERATIONS = 4096;
  private static final int KEY_BITS = 256;

  static ScramVerifier of(String password) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return of(password, salt);
  }

  private static ScramVerifier of(String password, byte[] salt) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, KEY_BITS);
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      byte[] stored = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
      byte[] server = hmac(salted, "Server Key");
      Base64.Encoder base64 = Base64.getEncoder();
      return new ScramVerifier(
          "SCRAM-SHA-256$"
              + ITERATIONS
              + ":"
              + base64.encodeToString(salt)
              + "$"
              + base64.encodeToString(stored)
              + ":"
              + base64.encodeToString(server));
    } catch (GeneralSecurityException everyJdkHasThem) {
      throw new IllegalStateException(everyJdkHasThem);
    }
  }

  /** Whether this is the verifier of that password. */
  boolean matches(String password) {
    String[] parts = text.split("[$:]");
    if (parts.length != 5) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(parts[2]);
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8),
        of(password, salt).text().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
