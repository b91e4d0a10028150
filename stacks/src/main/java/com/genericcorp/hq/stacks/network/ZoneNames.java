package com.genericcorp.hq.stacks.network;

/** Availability zones are their region's name and a letter. */
final class ZoneNames {
  private ZoneNames() {}

  /** {@code a} for zone 0. */
  static String letter(int zone) {
    return String.valueOf((char) ('a' + zone));
  }
}
