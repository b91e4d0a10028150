package com.genericcorp.hq.account.rollout;

import static com.genericcorp.hq.account.rollout.PlayedService.NEW;
import static com.genericcorp.hq.account.rollout.PlayedService.OLD;
import static com.genericcorp.hq.account.rollout.PlayedService.deployment;
import static com.genericcorp.hq.account.rollout.PlayedService.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;

class RolloutTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Task DIED =
      task(NEW, "STOPPED").toBuilder()
          .stoppedReason("Essential container in task exited")
          .containers(
              Container.builder().name("migrate").exitCode(0).build(),
              Container.builder().name("server").exitCode(1).build())
          .build();

  private final List<String> progress = new ArrayList<>();

  @Test
  void itEndsWhenEveryTaskIsOfTheIntendedDefinition() {
    PlayedService ecs =
        new PlayedService()
            .scene(
                List.of(
                    deployment("PRIMARY", NEW, "IN_PROGRESS", null),
                    deployment("ACTIVE", OLD, "COMPLETED", null)),
                task(OLD, "RUNNING"),
                task(OLD, "RUNNING"),
                task(NEW, "PENDING"))
            .scene(
                List.of(deployment("PRIMARY", NEW, "IN_PROGRESS", null)),
                task(OLD, "RUNNING"),
                task(NEW, "RUNNING"),
                task(NEW, "RUNNING"))
            .scene(
                List.of(deployment("PRIMARY", NEW, "COMPLETED", null)),
                task(NEW, "RUNNING"),
                task(NEW, "RUNNING"));
    await(ecs, LONG);
    assertThat(progress)
        .containsExactly(
            "0 of 2 tasks run server:7, 2 another", "2 of 2 tasks run server:7, 1 another");
  }

  @Test
  void aServiceThatWentBackHasFailedHoweverSteadyItIs() {
    PlayedService ecs =
        new PlayedService()
            .scene(
                List.of(
                    deployment("PRIMARY", OLD, "COMPLETED", "ECS deployment 2 completed."),
                    deployment(
                        "ACTIVE", NEW, "FAILED", "ECS deployment circuit breaker: tasks failed")),
                task(OLD, "RUNNING"),
                task(OLD, "RUNNING"))
            .stopped(DIED, DIED, DIED, task(OLD, "STOPPED"));
    assertThatThrownBy(() -> await(ecs, LONG))
        .isInstanceOf(Failed.class)
        .hasMessage(
            "The service server has gone back to server:6, not server:7 (ECS deployment circuit"
                + " breaker: tasks failed)\n"
                + "  3 tasks: Essential container in task exited (server ended with 1)");
    assertThat(progress).isEmpty();
  }

  @Test
  void goingBackIsNotWaitedFor() {
    PlayedService ecs =
        new PlayedService()
            .scene(
                List.of(
                    deployment(
                        "PRIMARY", OLD, "IN_PROGRESS", "circuit breaker: rolling back to 1")),
                task(OLD, "RUNNING"))
            .said(
                "(service server) has reached a steady state.",
                "(service server) was unable to place a task.");
    assertThatThrownBy(() -> await(ecs, LONG))
        .isInstanceOf(Failed.class)
        .hasMessage(
            "The service server is going back to server:6, not server:7 (circuit breaker: rolling"
                + " back to 1)\n  (service server) was unable to place a task.");
  }

  @Test
  void anAlarmThatUndidItIsNamedAndTheTasksItEndedAreNot() {
    PlayedService ecs =
        new PlayedService()
            .scene(
                List.of(deployment("PRIMARY", OLD, "COMPLETED", "ECS deployment 3 completed.")),
                task(OLD, "RUNNING"),
                task(OLD, "RUNNING"))
            .stopped(
                task(NEW, "STOPPED").toBuilder()
                    .stoppedReason("Scaling activity initiated by (deployment ecs-svc/3)")
                    .build())
            .said(
                "(service server) has reached a steady state.",
                "(service server) has started 1 tasks.",
                "(service server) (deployment ecs-svc/2) deployment failed: alarm detected.");
    assertThatThrownBy(() -> await(ecs, LONG))
        .isInstanceOf(Failed.class)
        .hasMessage(
            "The service server has gone back to server:6, not server:7\n"
                + "  (service server) (deployment ecs-svc/2) deployment failed: alarm detected.");
  }

  @Test
  void anEventOfAFormerDeploymentIsNotNamed() {
    Instant now = Instant.now();
    ServiceEvent old =
        ServiceEvent.builder()
            .createdAt(now.minusSeconds(60))
            .message("(service server) deployment failed: tasks failed to start.")
            .build();
    assertThat(StoppedTasks.reasons(List.of(), List.of(old), now)).isEmpty();
    assertThat(StoppedTasks.reasons(List.of(), List.of(old), now.minusSeconds(90)))
        .containsExactly(old.message());
  }

  @Test
  void whatEcsGivesUpHasFailed() {
    PlayedService ecs =
        new PlayedService()
            .scene(List.of(deployment("PRIMARY", NEW, "FAILED", "tasks failed to start")));
    assertThatThrownBy(() -> await(ecs, LONG))
        .isInstanceOf(Failed.class)
        .hasMessage("The service server does not get server:7 to run (tasks failed to start)");
  }

  @Test
  void theWaitIsBounded() {
    PlayedService ecs =
        new PlayedService()
            .scene(
                List.of(deployment("PRIMARY", NEW, "IN_PROGRESS", null)), task(NEW, "PROVISIONING"))
            .stopped(
                task(NEW, "STOPPED").toBuilder()
                    .stoppedReason("CannotPullContainerError: not found")
                    .build());
    assertThatThrownBy(() -> await(ecs, Duration.ZERO))
        .isInstanceOf(Failed.class)
        .hasMessage(
            "The service server is not done after 0 s: 0 of 2 tasks run server:7\n"
                + "  1 task: CannotPullContainerError: not found");
  }

  private void await(PlayedService ecs, Duration limit) {
    new Rollout(ecs.view(), Duration.ofMillis(1)).await(NEW, limit, progress::add);
  }
}
