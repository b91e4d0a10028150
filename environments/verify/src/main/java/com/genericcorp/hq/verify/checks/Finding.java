package com.genericcorp.hq.verify.checks;

/**
 * What a check saw.
 *
 * @param ok whether it is what was expected
 * @param seen in words
 */
public record Finding(boolean ok, String seen) {
  public static Finding good(String seen) {
    return new Finding(true, seen);
  }

  public static Finding fault(String seen) {
    return new Finding(false, seen);
  }
}
