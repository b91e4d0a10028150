package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Who tried to reach what can be said afterwards. */
final class NetworkWritesFlowLogs extends ResourcePolicy {
  NetworkWritesFlowLogs() {
    super("HQ_12", Types.VPC, "A VPC writes flow logs", "add a FlowLog");
  }

  @Override
  Optional<String> problem(Captured vpc, Scene scene) {
    return unless(
        scene.inventory().ofType(Types.FLOW_LOG).stream()
            .anyMatch(one -> vpc.isMeantBy(one.inputs().get("vpcId"))),
        "it writes none");
  }
}
