package com.genericcorp.hq.server.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Versions that follow one another and are made in the same way: in one transaction an
 * organisation, or concurrently. All of a wave have a phase behind them before the next begins.
 */
record Phase(boolean concurrently, List<MigrationScript> scripts) {
  Phase {
    scripts = List.copyOf(scripts);
  }

  /** The version that its organisations have before, at the least. */
  int start() {
    return scripts.get(0).version() - 1;
  }

  /** The version that its organisations have afterwards. */
  int end() {
    return scripts.get(scripts.size() - 1).version();
  }

  /** Those that an organisation of this version lacks. */
  List<MigrationScript> after(int version) {
    return scripts.stream().filter(one -> one.version() > version).toList();
  }

  static List<Phase> of(List<MigrationScript> migrations) {
    List<Phase> phases = new ArrayList<>();
    List<MigrationScript> scripts = new ArrayList<>();
    for (MigrationScript one : migrations) {
      if (!scripts.isEmpty() && scripts.get(0).concurrently() != one.concurrently()) {
        phases.add(new Phase(!one.concurrently(), scripts));
        scripts.clear();
      }
      scripts.add(one);
    }
    phases.add(new Phase(scripts.get(0).concurrently(), scripts));
    return List.copyOf(phases);
  }
}
