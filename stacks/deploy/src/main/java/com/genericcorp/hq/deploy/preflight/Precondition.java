package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.deploy.preflight.Verdict.State;
import java.util.List;

/** Something that must be so before anything is touched. */
abstract class Precondition {
  private final String name;
  private final List<String> needs;

  /**
   * @param needs names of those without which this one cannot be looked at
   */
  Precondition(String name, String... needs) {
    this.name = name;
    this.needs = List.of(needs);
  }

  final String name() {
    return name;
  }

  final List<String> needs() {
    return needs;
  }

  /** Looks; changes nothing. */
  abstract Verdict look(Surroundings around);

  final Verdict holds(String seen) {
    return new Verdict(name, State.HOLDS, seen, "");
  }

  final Verdict lacks(String seen, String remedy) {
    return new Verdict(name, State.LACKS, seen, remedy);
  }

  final Verdict unknown(String why) {
    return new Verdict(name, State.UNKNOWN, why, "");
  }
}
