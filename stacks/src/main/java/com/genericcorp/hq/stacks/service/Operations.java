package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.iam.ServiceRole;
import com.genericcorp.hq.stacks.network.Network;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ecs.Cluster;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetEcsParametersArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetEcsParametersNetworkConfigurationArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetRetryPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands beside the service, each in a task of its own with the migrator's credentials: on
 * demand, and by schedule. A schedule that is missed is made up for within an hour; each may be
 * repeated.
 */
final class Operations {
  /** A job and when it runs, in UTC. */
  record Job(String name, String expression) {}

  private static final int LATE_SECONDS = 3600;
  private static final int RETRIES = 3;

  private final TaskDefinition task;

  Operations(
      String name,
      Environment environment,
      Network network,
      Cluster cluster,
      SecurityGroup group,
      TaskRoles roles,
      TaskDefinition task,
      CustomResourceOptions child) {
    this.task = task;
    ServiceRole scheduler =
        new ServiceRole(
                name + "-scheduler",
                "scheduler.amazonaws.com",
                environment.aws().orElseThrow().account(),
                child)
            .with(
                new Policy()
                    .allow(List.of("ecs:RunTask"), task.arn())
                    // A task takes over its definition's tags when it starts, and at no other time.
                    .allowIf(
                        Map.of("StringEquals", Map.of("ecs:CreateAction", "RunTask")),
                        List.of("ecs:TagResource"),
                        List.of(tasks(environment, cluster)))
                    .allowIf(
                        Map.of(
                            "StringEquals",
                            Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com")),
                        List.of("iam:PassRole"),
                        List.of(roles.executionArn(), roles.operationsArn())));
    for (Job job : jobs(environment)) {
      new Schedule(
          name + "-" + job.name(),
          ScheduleArgs.builder()
              .name("agenthq-" + environment.name() + "-" + job.name())
              .description("job " + job.name())
              .scheduleExpression(job.expression())
              .scheduleExpressionTimezone("UTC")
              .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder().mode("OFF").build())
              .target(
                  ScheduleTargetArgs.builder()
                      .arn(cluster.arn())
                      .roleArn(scheduler.arn())
                      .input(command(List.of("job", job.name())))
                      .retryPolicy(
                          ScheduleTargetRetryPolicyArgs.builder()
                              .maximumEventAgeInSeconds(LATE_SECONDS)
                              .maximumRetryAttempts(RETRIES)
                              .build())
                      .ecsParameters(
                          ScheduleTargetEcsParametersArgs.builder()
                              .taskDefinitionArn(task.arn())
                              .group(group(environment))
                              .launchType("FARGATE")
                              .taskCount(1)
                              .propagateTags("TASK_DEFINITION")
                              .networkConfiguration(
                                  ScheduleTargetEcsParametersNetworkConfigurationArgs.builder()
                                      .subnets(network.taskSubnetIds())
                                      .securityGroups(group.id().applyValue(List::of))
                                      .assignPublicIp(network.tasksNeedPublicAddresses())
                                      .build())
                              .build())
                      .build())
              .build(),
          child);
    }
  }

  private static Output<String> tasks(Environment environment, Cluster cluster) {
    Aws aws = environment.aws().orElseThrow();
    return Output.format(
        "arn:aws:ecs:%s:%s:task/%s/*", aws.region(), aws.account(), cluster.name());
  }

  /** The task group of what schedules start; a command on demand is in none of ours. */
  static String group(Environment environment) {
    return "agenthq-" + environment.name() + "-jobs";
  }

  /** What the contract has done once a day or night. */
  static List<Job> jobs(Environment environment) {
    List<Job> jobs = new ArrayList<>();
    jobs.add(new Job("retention", "cron(30 2 * * ? *)"));
    jobs.add(new Job("offboarding", "cron(0 3 * * ? *)"));
    jobs.add(new Job("roll-up", "cron(15 1 * * ? *)"));
    if (environment.features().sampleOrganizationsNightlyReset()) {
      jobs.add(new Job("demo-reset", "cron(0 2 * * ? *)"));
    }
    return List.copyOf(jobs);
  }

  /** The overrides of a run: the command's words. */
  static String command(List<String> words) {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", Containers.OPERATIONS);
    container.put("command", words);
    return Json.print(Map.of("containerOverrides", List.of(container)));
  }

  Output<String> taskFamily() {
    return task.family();
  }
}
