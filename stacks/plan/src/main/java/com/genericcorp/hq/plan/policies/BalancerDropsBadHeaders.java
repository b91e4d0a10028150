package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Requests cannot be smuggled in them. */
final class BalancerDropsBadHeaders extends ResourcePolicy {
  BalancerDropsBadHeaders() {
    super(
        "AWS_131",
        Types.BALANCER,
        "A load balancer drops headers that are none",
        "set dropInvalidHeaderFields");
  }

  @Override
  Optional<String> problem(Captured balancer, Scene scene) {
    return unless(balancer.flag("dropInvalidHeaderFields"), "it passes invalid headers on");
  }
}
