package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.iam.ServiceRole;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * The two roles of a task. ECS itself takes the execution role, to fetch image and secrets and to
 * hand over logs; what runs in the containers has the task role.
 */
final class TaskRoles {
  private static final String TASKS = "ecs-tasks.amazonaws.com";

  private final ServiceRole execution;
  private final ServiceRole task;

  TaskRoles(
      String name,
      String account,
      Output<String> repositoryArn,
      Output<String> logGroupArn,
      List<Output<String>> secretArns,
      CustomResourceOptions child) {
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
    execution = new ServiceRole(name + "-execution", TASKS, account, child).with(policy);
    task = new ServiceRole(name + "-task", TASKS, account, child);
  }

  /** Allows the containers themselves something. */
  void allowTask(Policy policy) {
    task.with(policy);
  }

  Output<String> executionArn() {
    return execution.arn();
  }

  Output<String> taskArn() {
    return task.arn();
  }
}
