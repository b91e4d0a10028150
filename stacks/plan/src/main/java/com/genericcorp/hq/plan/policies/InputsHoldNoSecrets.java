package com.genericcorp.hq.plan.policies;

import java.util.List;

/** Inputs end in Pulumi's state, in plans and in logs. */
final class InputsHoldNoSecrets extends Policy {
  InputsHoldNoSecrets() {
    super("HQ_22", "No secret stands in an input", "let AWS make it, and pass its ARN");
  }

  @Override
  public List<Finding> findings(Scene scene) {
    return scene.inventory().resources().stream()
        .map(one -> new Finding(this, one.name(), PlainSecrets.in(one.inputs())))
        .toList();
  }
}
