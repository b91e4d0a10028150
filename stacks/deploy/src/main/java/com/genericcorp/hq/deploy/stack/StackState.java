package com.genericcorp.hq.deploy.stack;

import java.util.List;
import java.util.Optional;

/**
 * What Pulumi knows of a stack.
 *
 * @param pending what a killed run had begun and nobody knows the end of: "creating rds Instance
 *     'database'"
 */
public record StackState(List<Resource> resources, List<String> pending) {
  private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";

  public StackState {
    resources = List.copyOf(resources);
    pending = List.copyOf(pending);
  }

  /** What is in AWS. */
  public List<Resource> inAws() {
    return resources.stream().filter(Resource::isInAws).toList();
  }

  /** The ARN of the task definition that the service is meant to run. */
  public Optional<String> serverTask() {
    return resources.stream()
        .filter(one -> one.urn().type().equals(TASK) && one.urn().name().equals("service"))
        .map(one -> one.outputs().get("arn"))
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }
}
