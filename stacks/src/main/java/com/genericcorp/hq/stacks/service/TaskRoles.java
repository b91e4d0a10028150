package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.iam.ServiceRole;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/**
 * The roles of tasks. ECS itself takes the execution role, to fetch image and secrets and to hand
 * over logs; what runs in the containers has a task role. What serves may ask AWS for nothing: it
 * is what the world speaks to.
 */
final class TaskRoles {
  private static final String TASKS = "ecs-tasks.amazonaws.com";

  private final ServiceRole execution;
  private final ServiceRole serving;
  private final ServiceRole operations;

  /**
   * Makes them.
   *
   * @param operating what commands beside the service may do
   */
  TaskRoles(
      String name,
      String account,
      Output<String> repositoryArn,
      Output<String> logGroupArn,
      List<Output<String>> secretArns,
      Policy operating,
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
    serving = new ServiceRole(name + "-task", TASKS, account, child);
    operations = new ServiceRole(name + "-operations-task", TASKS, account, child).with(operating);
  }

  Output<String> executionArn() {
    return execution.arn();
  }

  /** What serves has it. */
  Output<String> servingArn() {
    return serving.arn();
  }

  /** What is run on demand and by schedule has it. */
  Output<String> operationsArn() {
    return operations.arn();
  }
}
