package com.genericcorp.hq.verify.checks;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names of what a check makes, so that two verifications at once are not in each other's way. */
final class RandomName {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomName() {}

  /** Sixteen hexadecimal digits. */
  static String next() {
    byte[] bits = new byte[8];
    RANDOM.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
