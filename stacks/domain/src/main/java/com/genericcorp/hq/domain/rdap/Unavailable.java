package com.genericcorp.hq.domain.rdap;

/** A server gave no answer, or none that can be used; the message says which and why. */
final class Unavailable extends Exception {
  Unavailable(String message) {
    super(message);
  }
}
