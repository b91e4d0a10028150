package com.genericcorp.hq.account.checks;

import static com.genericcorp.hq.account.rollout.PlayedService.NEW;
import static com.genericcorp.hq.account.rollout.PlayedService.OLD;
import static com.genericcorp.hq.account.rollout.PlayedService.deployment;
import static com.genericcorp.hq.account.rollout.PlayedService.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.account.rollout.PlayedService;
import com.genericcorp.hq.verify.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceRunsTest {
  @Test
  void whatWasBroughtUpRuns() {
    Result result =
        judged(
            new PlayedService()
                .scene(
                    List.of(deployment("PRIMARY", NEW, "COMPLETED", null)),
                    task(NEW, "RUNNING"),
                    task(NEW, "RUNNING")));
    assertThat(result.ok()).isTrue();
    assertThat(result.seen()).isEqualTo("2 of 2 tasks run server:7");
  }

  @Test
  void whatEcsWentBackToIsAFault() {
    Result result =
        judged(
            new PlayedService()
                .scene(
                    List.of(deployment("PRIMARY", OLD, "COMPLETED", null)),
                    task(OLD, "RUNNING"),
                    task(OLD, "RUNNING")));
    assertThat(result.ok()).isFalse();
    assertThat(result.seen()).isEqualTo("has gone back to server:6, not server:7");
  }

  @Test
  void whatIsStillStartingIsAFaultSoFar() {
    Result result =
        judged(
            new PlayedService()
                .scene(
                    List.of(deployment("PRIMARY", NEW, "IN_PROGRESS", null)),
                    task(NEW, "PENDING")));
    assertThat(result.ok()).isFalse();
    assertThat(result.seen()).isEqualTo("0 of 2 tasks run server:7, so far");
  }

  private static Result judged(PlayedService ecs) {
    return Judged.of(notes -> ServiceRuns.judge(ecs.view(), NEW, notes));
  }
}
