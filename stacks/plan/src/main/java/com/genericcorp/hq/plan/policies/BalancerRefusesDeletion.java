package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Its name is what users reach. */
final class BalancerRefusesDeletion extends KeptPolicy {
  BalancerRefusesDeletion() {
    super(
        "AWS_150",
        Types.BALANCER,
        "A load balancer that is kept cannot be deleted",
        "set enableDeletionProtection");
  }

  @Override
  Optional<String> problem(Captured balancer, Scene scene) {
    return unless(balancer.flag("enableDeletionProtection"), "AWS would delete it");
  }
}
