package com.genericcorp.hq.operate.restore;

/**
 * What the instances of a restore are called. They are the restore's only memory, with their tags.
 *
 * @param present the name that the service's database has before and after
 * @param side the restored one until it takes the present's place
 * @param before the present one once it has been replaced
 */
record Names(String present, String side, String before) {
  private static final String SIDE = "-restore-";

  static Names of(String environment, RestoreTime time) {
    String present = "agenthq-" + environment;
    return new Names(present, present + SIDE + time.stamp(), present + "-before-" + time.stamp());
  }

  /** Whether an instance is a restored one of this database, of whatever time. */
  boolean isSide(String identifier) {
    return identifier.startsWith(present + SIDE);
  }
}
