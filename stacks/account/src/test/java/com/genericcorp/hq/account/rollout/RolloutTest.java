package com.genericcorp.hq.account.rollout;

import static com.genericcorp.hq.account.rollout.PlayedService.NEW;
import static com.genericcorp.hq.account.rollout.PlayedService.OLD;
import static com.genericcorp.hq.account.rollout.PlayedService.deployment;
import static com.genericcorp.hq.account.rollout.PlayedService.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Container;
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
            .said("(service server) has reached a steady state.", "(service server) no capacity");
    assertThatThrownBy(() -> await(ecs, LONG))
        .isInstanceOf(Failed.class)
        .hasMessage(
            "The service server is going back to server:6, not server:7 (circuit breaker: rolling"
                + " back to 1)\n  (service server) no capacity");
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
