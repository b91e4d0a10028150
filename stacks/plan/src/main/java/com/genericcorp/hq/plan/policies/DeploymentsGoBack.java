package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Who deploys need not watch. */
final class DeploymentsGoBack extends ResourcePolicy {
  DeploymentsGoBack() {
    super(
        "HQ_9",
        Types.SERVICE,
        "A failed deployment goes back by itself",
        "set deploymentCircuitBreaker and alarms, both with rollback");
  }

  @Override
  Optional<String> problem(Captured service, Scene scene) {
    return unless(
        Boolean.TRUE.equals(service.map("deploymentCircuitBreaker").get("rollback"))
            && Boolean.TRUE.equals(service.map("alarms").get("rollback")),
        "circuit breaker or alarms do not roll back");
  }
}
