package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Who asked for what can be said afterwards. */
final class BalancerWritesAccessLogs extends ResourcePolicy {
  BalancerWritesAccessLogs() {
    super(
        "AWS_91",
        Types.BALANCER,
        "A load balancer writes access logs",
        "set accessLogs with a bucket");
  }

  @Override
  Optional<String> problem(Captured balancer, Scene scene) {
    return unless(Boolean.TRUE.equals(balancer.map("accessLogs").get("enabled")), "it writes none");
  }
}
