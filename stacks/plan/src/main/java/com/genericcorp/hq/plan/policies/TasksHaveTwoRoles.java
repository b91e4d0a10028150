package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Containers cannot do what ECS does for them. */
final class TasksHaveTwoRoles extends ResourcePolicy {
  TasksHaveTwoRoles() {
    super(
        "AWS_249",
        Types.TASK,
        "A task's execution role is not its task role",
        "make a role for ECS and one for the containers");
  }

  @Override
  Optional<String> problem(Captured task, Scene scene) {
    return unless(
        !task.text("executionRoleArn").equals(task.text("taskRoleArn")), "one role is both");
  }
}
