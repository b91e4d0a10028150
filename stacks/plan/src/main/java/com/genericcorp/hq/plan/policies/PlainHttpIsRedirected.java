package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Who types a name without https arrives all the same. */
final class PlainHttpIsRedirected extends ResourcePolicy {
  PlainHttpIsRedirected() {
    super(
        "HQ_3",
        Types.BALANCER,
        "A load balancer sends plain HTTP to HTTPS",
        "add a listener of HTTP whose default action redirects");
  }

  @Override
  Optional<String> problem(Captured balancer, Scene scene) {
    boolean redirects =
        scene.inventory().ofType(Types.LISTENER).stream()
            .filter(one -> balancer.isMeantBy(one.inputs().get("loadBalancerArn")))
            .anyMatch(Redirects::toHttps);
    return unless(redirects, "nothing redirects plain HTTP");
  }
}
