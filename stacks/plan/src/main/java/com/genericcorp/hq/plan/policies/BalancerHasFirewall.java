package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A flood is refused before it costs anything. */
final class BalancerHasFirewall extends KeptPolicy {
  BalancerHasFirewall() {
    super(
        "HQ_4",
        Types.BALANCER,
        "A load balancer that is kept stands behind WAF with a rate rule",
        "set aws.firewall in the environment's file");
  }

  @Override
  Optional<String> problem(Captured balancer, Scene scene) {
    boolean guarded =
        scene.inventory().ofType(Types.FIREWALL_ASSOCIATION).stream()
            .filter(one -> balancer.isMeantBy(one.inputs().get("resourceArn")))
            .map(one -> scene.inventory().meantBy(Types.FIREWALL, one.inputs().get("webAclArn")))
            .flatMap(Optional::stream)
            .anyMatch(acl -> acl.list("rules").toString().contains("rateBasedStatement"));
    return unless(guarded, "no web ACL with a rate rule stands before it");
  }
}
