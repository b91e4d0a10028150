package com.genericcorp.hq.plan;

import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Capture;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.stacks.BootstrapStack;
import com.genericcorp.hq.stacks.EnvironmentStack;
import com.genericcorp.hq.stacks.StackInputs;
import com.genericcorp.hq.stacks.StackName;
import com.genericcorp.hq.stacks.StackName.Kind;

/** The stack programs of an environment, run without an account. */
public final class Program {
  private Program() {}

  /** All that {@code pulumi up} would register: in the environment's stack and its bootstrap. */
  public static Inventory inventory(Environment environment) {
    StackInputs inputs = StackInputs.planned(environment);
    Aws aws = inputs.aws();
    PlannedAccount account = new PlannedAccount(aws.region(), aws.account());
    Inventory stack =
        Capture.of(environment.name(), account, context -> EnvironmentStack.build(inputs));
    Inventory bootstrap =
        Capture.of(
            new StackName(Kind.BOOTSTRAP, environment.name()).toString(),
            account,
            context -> BootstrapStack.build(environment));
    return stack.and(bootstrap);
  }
}
