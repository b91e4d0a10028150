package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** What forgets to name a group is not open thereby. */
final class DefaultGroupIsClosed extends ResourcePolicy {
  DefaultGroupIsClosed() {
    super(
        "HQ_13",
        Types.VPC,
        "A VPC's default security group lets nothing through",
        "add a DefaultSecurityGroup without rules");
  }

  @Override
  Optional<String> problem(Captured vpc, Scene scene) {
    return unless(
        scene.inventory().ofType("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").stream()
            .filter(one -> vpc.isMeantBy(one.inputs().get("vpcId")))
            .anyMatch(one -> one.list("ingress").isEmpty() && one.list("egress").isEmpty()),
        "its default group is open");
  }
}
