package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Whether the load balancer finds tasks well, in as many zones as there are tasks for. */
final class TargetsHealthy {
  static final AwsCheck CHECK =
      new AwsCheck(
          "targets-healthy",
          "at least as many as the fewest tasks, in as many zones as those can be in",
          (seen, notes) -> {
            String arn = seen.id("aws:lb/targetGroup:TargetGroup");
            judge(
                seen.elb()
                    .describeTargetHealth(request -> request.targetGroupArn(arn))
                    .targetHealthDescriptions(),
                seen.environment().server().replicas().min(),
                seen.aws().availabilityZones(),
                notes);
          });

  /** What a target is while tasks come and go. */
  private static final Set<TargetHealthStateEnum> PASSING =
      EnumSet.of(
          TargetHealthStateEnum.HEALTHY,
          TargetHealthStateEnum.INITIAL,
          TargetHealthStateEnum.DRAINING);

  private TargetsHealthy() {}

  /**
   * @param fewest tasks that autoscaling keeps
   * @param zones that the environment spans; one task is in one of them
   */
  static void judge(List<TargetHealthDescription> targets, int fewest, int zones, Notes notes) {
    Map<String, Integer> healthy = new TreeMap<>();
    for (TargetHealthDescription target : targets) {
      TargetHealth health = target.targetHealth();
      String zone = target.target().availabilityZone();
      if (health.state() == TargetHealthStateEnum.HEALTHY) {
        healthy.merge(zone == null ? "a zone unknown" : zone, 1, Integer::sum);
      }
      notes.require(
          PASSING.contains(health.state()),
          "%s is %s: %s",
          target.target().id(),
          health.stateAsString(),
          health.description() == null ? health.reasonAsString() : health.description());
    }
    int all = healthy.values().stream().mapToInt(Integer::intValue).sum();
    notes.seen("%d of %d: %s", all, targets.size(), healthy);
    notes.require(
        all >= fewest, "%d of %d are healthy; the fewest are %d", all, targets.size(), fewest);
    int wanted = Math.min(fewest, zones);
    notes.require(
        all < fewest || healthy.size() >= wanted,
        "they are in %s; expected %d zones",
        healthy.keySet(),
        wanted);
  }
}
