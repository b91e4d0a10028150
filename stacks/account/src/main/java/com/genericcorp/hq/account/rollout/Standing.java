package com.genericcorp.hq.account.rollout;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * How far a service is from what it is to run.
 *
 * @param said in words, without the reasons of tasks
 */
public record Standing(State state, String said) {
  /** The answers. */
  public enum State {
    /** Every task that is to run runs the intended definition. */
    THERE,
    /** ECS is still at it. */
    UNDER_WAY,
    /** ECS has given up or gone back: waiting changes nothing. */
    LOST
  }

  private static final String PRIMARY = "PRIMARY";

  /**
   * Compares.
   *
   * @param running the service's tasks that ECS wants to run
   * @param intended ARN of the task definition
   */
  public static Standing of(Service service, List<Task> running, String intended) {
    Optional<Deployment> primary =
        service.deployments().stream().filter(one -> PRIMARY.equals(one.status())).findFirst();
    if (primary.isEmpty()) {
      return new Standing(State.LOST, "has no deployment: it is " + service.status());
    }
    Deployment now = primary.get();
    String wanted = shortened(intended);
    if (!intended.equals(now.taskDefinition())) {
      String where =
          now.rolloutState() == DeploymentRolloutState.IN_PROGRESS
              ? "is going back to "
              : "has gone back to ";
      return new Standing(
          State.LOST,
          where
              + shortened(now.taskDefinition())
              + ", not "
              + wanted
              + why(service, now, intended));
    }
    if (now.rolloutState() == DeploymentRolloutState.FAILED) {
      return new Standing(State.LOST, "does not get " + wanted + " to run" + reason(now));
    }
    long there =
        running.stream()
            .filter(one -> intended.equals(one.taskDefinitionArn()))
            .filter(one -> "RUNNING".equals(one.lastStatus()))
            .count();
    long others = running.stream().filter(one -> !intended.equals(one.taskDefinitionArn())).count();
    String counted =
        "%d of %d tasks run %s%s"
            .formatted(
                there, now.desiredCount(), wanted, others == 0 ? "" : ", " + others + " another");
    boolean done =
        now.rolloutState() != DeploymentRolloutState.IN_PROGRESS
            && there >= now.desiredCount()
            && others == 0;
    return new Standing(done ? State.THERE : State.UNDER_WAY, counted);
  }

  /** What ECS says of the deployment that was intended, or of the one that took its place. */
  private static String why(Service service, Deployment now, String intended) {
    return service.deployments().stream()
        .filter(one -> intended.equals(one.taskDefinition()))
        .map(Standing::reason)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        // A deployment that has come to its end says no more than that.
        .orElse(now.rolloutState() == DeploymentRolloutState.IN_PROGRESS ? reason(now) : "");
  }

  private static String reason(Deployment deployment) {
    String reason = deployment.rolloutStateReason();
    return reason == null || reason.isBlank() ? "" : " (" + reason + ")";
  }

  /** Family and revision: {@code agenthq-demo-service:7}. */
  static String shortened(String definition) {
    return definition.substring(definition.lastIndexOf('/') + 1);
  }
}
