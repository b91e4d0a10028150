package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Tasks are reached through the load balancer alone. */
final class TasksHaveNoPublicAddress extends ResourcePolicy {
  TasksHaveNoPublicAddress() {
    super("AWS_333", Types.SERVICE, "Tasks have no public address", "give the environment a NAT gateway (aws.natGateways)");
  }

  @Override
  Optional<String> problem(Captured service, Scene scene) {
    return unless(!Boolean.TRUE.equals(service.map("networkConfiguration").get("assignPublicIp")), "its tasks have public addresses");
  }
}
