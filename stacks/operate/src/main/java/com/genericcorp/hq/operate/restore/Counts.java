package com.genericcorp.hq.operate.restore;

/**
 * What was found in the two databases.
 *
 * @param restored of the restored one
 * @param present of the one in use; it may be what is broken
 */
public record Counts(String restored, String present) {
  static final Counts UNKNOWN = new Counts("not asked", "not asked");
}
