package com.genericcorp.hq.verify.targets;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The probe's key where a platform keeps one secret instead of a file of keys: the rule of
 * docs/application-contract.md, by which {@code seed} makes the same key.
 */
public final class ProbeSecret {
  private static final String START = "ahq_probe00000_";
  private static final String PURPOSE = "agenthq probe key";
  private static final int SHORTEST = 32;

  private ProbeSecret() {}

  /**
   * The key that a secret gives; white space around the secret is no part of it.
   *
   * @param source where the secret was read, for the error
   * @throws InvalidInput when it is shorter than {@code seed} takes
   */
  public static ApiKey key(String text, String source) {
    String secret = text.strip();
    if (secret.length() < SHORTEST) {
      throw new InvalidInput(
          "%s holds no probe's secret: it has %d characters, at least %d are expected",
          source, secret.length(), SHORTEST);
    }
    return ApiKey.of(START + hmac(secret), source);
  }

  private static String hmac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = mac.doFinal(PURPOSE.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
