package com.genericcorp.hq.plan;

import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Capture;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.stacks.EnvironmentStack;
import com.genericcorp.hq.stacks.StackInputs;

/** The stack program of an environment, run without an account. */
public final class Program {
  private Program() {}

  /** All that {@code pulumi up} would register. */
  public static Inventory inventory(Environment environment) {
    StackInputs inputs = StackInputs.planned(environment);
    Aws aws = inputs.aws();
    return Capture.of(
        environment.name(),
        new PlannedAccount(aws.region(), aws.account()),
        context -> EnvironmentStack.build(inputs));
  }
}
