package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.model.FargateSize;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.math.BigDecimal;
import java.util.Optional;

/** AWS refuses what it does not have, in the middle of a deployment. */
final class FargateSizeExists extends ResourcePolicy {
  private static final BigDecimal UNITS = new BigDecimal(1024);

  FargateSizeExists() {
    super(
        "HQ_6",
        Types.TASK,
        "A task has a size that Fargate has",
        "choose one of Fargate's pairs of server.cpu and server.memoryMb");
  }

  @Override
  Optional<String> problem(Captured task, Scene scene) {
    boolean exists;
    try {
      exists =
          FargateSize.exists(
              new BigDecimal(task.text("cpu").orElse("0")).divide(UNITS),
              Integer.parseInt(task.text("memory").orElse("0")));
    } catch (NumberFormatException problem) {
      exists = false;
    }
    return unless(
        exists,
        "Fargate has no task of %s CPU units and %s MiB"
            .formatted(task.text("cpu").orElse("?"), task.text("memory").orElse("?")));
  }
}
