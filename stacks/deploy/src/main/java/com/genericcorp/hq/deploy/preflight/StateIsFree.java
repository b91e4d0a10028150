package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.deploy.stack.Lock;
import java.util.List;
import java.util.stream.Collectors;

/** Nobody works on the stack. */
final class StateIsFree extends Precondition {
  static final String NAME = "lock";

  StateIsFree() {
    super(NAME, StateIsReachable.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    String stack = around.environment().name();
    List<Lock> locks = around.locks().of(stack);
    return locks.isEmpty()
        ? holds("nobody works on " + stack)
        : lacks(
            locks.stream()
                .map(one -> one.shown(around.clock().instant()))
                .collect(Collectors.joining("; ")),
            "wait; when nobody works on it any longer: scripts/hq unlock " + stack);
  }
}
