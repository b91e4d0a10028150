package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.deploy.stack.Stack;
import java.util.List;
import java.util.Optional;

/** No killed run has left a resource of which nobody knows whether it is there. */
final class NothingIsUnfinished extends Precondition {
  static final String NAME = "unfinished";

  NothingIsUnfinished() {
    super(NAME, PulumiIsNewEnough.NAME, StateIsReachable.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    Optional<Stack> stack = around.stacks().find(around.environment().name());
    if (stack.isEmpty()) {
      return holds("there is no stack " + around.environment().name() + " yet");
    }
    List<String> pending = stack.get().state().pending();
    return pending.isEmpty()
        ? holds("nothing was cut off")
        : lacks(
            "cut off in the middle of " + String.join(", ", pending),
            "look in AWS whether they are there, then: cd stacks && pulumi refresh -s "
                + around.environment().name()
                + " (it asks for each; --clear-pending-creates: none is there)");
  }
}
