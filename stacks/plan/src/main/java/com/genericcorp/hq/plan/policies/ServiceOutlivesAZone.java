package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.List;
import java.util.Optional;

/** A zone may fail. */
final class ServiceOutlivesAZone extends KeptPolicy {
  ServiceOutlivesAZone() {
    super(
        "HQ_10",
        Types.SERVICE,
        "A service that is kept has two tasks or more, in two zones or more",
        "set server.replicas.planned and .min to 2 or more");
  }

  @Override
  Optional<String> problem(Captured service, Scene scene) {
    return unless(
        service.number("desiredCount").orElse(0.0) >= 2
            && scene.environment().server().replicas().min() >= 2
            && service.map("networkConfiguration").get("subnets") instanceof List<?> subnets
            && subnets.size() >= 2,
        "fewer than two tasks, or all in one zone");
  }
}
