package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.stacks.iam.Policy;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * The two roles of a task. ECS itself takes the execution role, to fetch image and secrets and to
 * hand over logs; what runs in the containers has the task role.
 */
final class TaskRoles {
  private final Role execution;
  private final Role task;

  TaskRoles(
      String name,
      String account,
      Output<String> repositoryArn,
      Output<String> logGroupArn,
      List<Output<String>> secretArns,
      CustomResourceOptions child) {
    execution = role(name + "-execution", account, child);
    Policy policy =
        new Policy()
            // The one action of ECR that knows no resource: it is about the account's registry.
            .allow(List.of("ecr:GetAuthorizationToken"), Output.of("*"))
            .allow(
                List.of(
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer"),
                repositoryArn)
            .allow(
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                Output.format("%s:*", logGroupArn));
    for (Output<String> secret : secretArns) {
      policy.allow(List.of("secretsmanager:GetSecretValue"), secret);
    }
    attach(name + "-execution", execution, policy, child);
    task = role(name + "-task", account, child);
  }

  private static Role role(String name, String account, CustomResourceOptions child) {
    return new Role(
        name,
        RoleArgs.builder()
            .assumeRolePolicy(Policy.assumedBy("ecs-tasks.amazonaws.com", account))
            .build(),
        child);
  }

  private static void attach(String name, Role role, Policy policy, CustomResourceOptions child) {
    new RolePolicy(
        name, RolePolicyArgs.builder().role(role.id()).policy(policy.document()).build(), child);
  }

  /** Allows the containers themselves something. */
  void allowTask(String name, Policy policy, CustomResourceOptions child) {
    attach(name, task, policy, child);
  }

  Output<String> executionArn() {
    return execution.arn();
  }

  Output<String> taskArn() {
    return task.arn();
  }
}
