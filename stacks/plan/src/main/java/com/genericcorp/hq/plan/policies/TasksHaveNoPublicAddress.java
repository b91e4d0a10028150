package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tasks are reached through the load balancer alone: those that serve, and those of schedules. */
final class TasksHaveNoPublicAddress extends Policy {
  TasksHaveNoPublicAddress() {
    super(
        "AWS_333",
        "Tasks have no public address",
        "give the environment a NAT gateway (aws.natGateways)");
  }

  @Override
  public List<Finding> findings(Scene scene) {
    return Stream.concat(
            scene.inventory().ofType(Types.SERVICE).stream()
                .map(one -> finding(one, one.map("networkConfiguration"))),
            scene.inventory().ofType(Types.SCHEDULE).stream()
                .map(one -> finding(one, ofItsTask(one))))
        .toList();
  }

  private static Map<?, ?> ofItsTask(Captured schedule) {
    return schedule.map("target").get("ecsParameters") instanceof Map<?, ?> parameters
            && parameters.get("networkConfiguration") instanceof Map<?, ?> network
        ? network
        : Map.of();
  }

  private Finding finding(Captured one, Map<?, ?> network) {
    return new Finding(
        this,
        one.name(),
        unless(
            !Boolean.TRUE.equals(network.get("assignPublicIp")),
            "its tasks have public addresses"));
  }
}
