package com.genericcorp.hq.operate.restore;

import java.util.List;

/** Tags on the restored instance while the restore is under way. */
final class Marks {
  /** The time that it was restored to. */
  static final String TO = "agenthq:restored-to";

  /** How many tasks the service had. */
  static final String TASKS = "agenthq:restore-tasks";

  /** The one organisation that it was restored for. */
  static final String ORGANIZATION = "agenthq:restored-for";

  static final List<String> ALL = List.of(TO, TASKS);

  private Marks() {}
}
