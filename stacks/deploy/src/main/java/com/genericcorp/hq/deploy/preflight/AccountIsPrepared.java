package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.stacks.StackName;
import java.util.Optional;

/** The bootstrap stack is there: registry, zone and roles. */
final class AccountIsPrepared extends Precondition {
  static final String NAME = "bootstrap";

  AccountIsPrepared() {
    super(NAME, PulumiIsNewEnough.NAME, StateIsReachable.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    String name = new StackName(StackName.Kind.BOOTSTRAP, around.environment().name()).toString();
    Optional<Stack> stack = around.stacks().find(name);
    if (stack.isEmpty()) {
      return lacks("there is no stack " + name, "make it: docs/aws.md, step 3");
    }
    String zone = stack.get().outputs().getOrDefault("zoneId", "");
    return zone.isEmpty()
        ? lacks(
            "stack " + name + " has no output zoneId: it was never brought up to its end",
            "cd stacks && pulumi up -s " + name)
        : holds(name + ", zone " + zone);
  }
}
