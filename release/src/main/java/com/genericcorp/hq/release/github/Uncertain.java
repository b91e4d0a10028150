package com.genericcorp.hq.release.github;

/**
 * A call broke off, and whether GitHub did what was asked is not known. Whoever asked looks before
 * asking again.
 */
final class Uncertain extends Exception {
  Uncertain(String message, Throwable cause) {
    super(message, cause);
  }

  Uncertain(String message) {
    super(message);
  }
}
