package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.DerivedPassword;

/**
 * The probe's key where a platform keeps one secret instead of a file of keys. Whoever checks the
 * environment computes it from the same secret; docs/application-contract.md has the rule and an
 * example.
 */
public final class ProbeKey {
  /** The probe's id, as the key must be known before there is a database to ask. */
  static final String TENANT_ID = "probe00000";

  private static final String PURPOSE = "agenthq probe key";
  private static final int SHORTEST_SECRET = 32;

  private ProbeKey() {}

  /**
   * The key that a secret gives; white space around the secret is no part of it.
   *
   * @throws InvalidInput when the secret is too short to be random enough
   */
  public static ApiKey of(String text) {
    String secret = text.strip();
    if (secret.length() < SHORTEST_SECRET) {
      throw new InvalidInput(
          "PROBE_SECRET has %d characters: give at least %d random ones",
          secret.length(), SHORTEST_SECRET);
    }
    // 43 URL-safe characters, as the random part of any key.
    return ApiKey.of(TENANT_ID, DerivedPassword.of(secret, PURPOSE));
  }
}
