package com.genericcorp.hq.server.migration;

/** Who is migrated when. Each wave has ended before the next one begins. */
enum Wave {
  /** The environment's own organisation: nobody's data. One failure ends the run. */
  PROBE("the probe"),
  CANARY("the canaries"),
  TENTH("a tenth"),
  REST("the rest"),
  /** Made meanwhile by a process of an older build. */
  SWEEP("what came meanwhile");

  private final String label;

  Wave(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Its number in the database. */
  int number() {
    return ordinal();
  }
}
