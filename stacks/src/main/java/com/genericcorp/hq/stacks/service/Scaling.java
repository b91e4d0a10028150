package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.model.Replicas;
import com.pulumi.aws.appautoscaling.Policy;
import com.pulumi.aws.appautoscaling.PolicyArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.TargetArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;

/** As many tasks as processor time and requests ask for, within the environment's limits. */
final class Scaling {
  /** Per cent of a task's processor time: a new task takes a minute to serve. */
  private static final double CPU = 60;

  /**
   * Requests a minute and task: 500 a second were served by two cores, with the database on them.
   */
  private static final double REQUESTS = 6000;

  private static final int OUT_SECONDS = 60;
  private static final int IN_SECONDS = 300;

  private final Target target;
  private final String name;
  private final CustomResourceOptions child;

  Scaling(
      String name,
      Replicas replicas,
      Output<String> cluster,
      Output<String> service,
      Output<String> balancerAndTargets,
      CustomResourceOptions child) {
    this.name = name;
    this.child = child;
    target =
        new Target(
            name,
            TargetArgs.builder()
                .serviceNamespace("ecs")
                .scalableDimension("ecs:service:DesiredCount")
                .resourceId(Output.format("service/%s/%s", cluster, service))
                .minCapacity(replicas.min())
                .maxCapacity(replicas.max())
                .build(),
            child);
    follow(
        "cpu",
        CPU,
        PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs.builder()
            .predefinedMetricType("ECSServiceAverageCPUUtilization")
            .build());
    follow(
        "requests",
        REQUESTS,
        PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs.builder()
            .predefinedMetricType("ALBRequestCountPerTarget")
            .resourceLabel(balancerAndTargets)
            .build());
  }

  private void follow(
      String what,
      double value,
      PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs metric) {
    new Policy(
        name + "-" + what,
        PolicyArgs.builder()
            .policyType("TargetTrackingScaling")
            .serviceNamespace(target.serviceNamespace())
            .scalableDimension(target.scalableDimension())
            .resourceId(target.resourceId())
            .targetTrackingScalingPolicyConfiguration(
                PolicyTargetTrackingScalingPolicyConfigurationArgs.builder()
                    .targetValue(value)
                    .scaleOutCooldown(OUT_SECONDS)
                    .scaleInCooldown(IN_SECONDS)
                    .predefinedMetricSpecification(metric)
                    .build())
            .build(),
        child);
  }
}
