package com.genericcorp.hq.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulatedAgentTest {
  @Test
  void whoeverTakesAnAttemptUpComesToTheSameEnd() {
    UUID id = UUID.randomUUID();
    assertThat(SimulatedAgent.attempt(task(id, 1, null)))
        .isEqualTo(SimulatedAgent.attempt(task(id, 1, null)))
        .isNotEqualTo(SimulatedAgent.attempt(task(id, 2, null)));
  }

  @Test
  void leftToItselfAnAgentTakesSomeSecondsAndFailsNowAndThen() {
    List<SimulatedAgent.Attempt> attempts =
        IntStream.range(0, 5_000)
            .mapToObj(one -> SimulatedAgent.attempt(task(new UUID(one, ~one * 31L), 1, null)))
            .toList();
    assertThat(attempts)
        .allSatisfy(
            attempt ->
                assertThat(attempt.duration())
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8)));
    long failed = attempts.stream().filter(SimulatedAgent.Attempt::failed).count();
    assertThat(failed).isBetween(300L, 500L);
    assertThat(attempts).allMatch(attempt -> attempt.failed() == attempt.until() < 100);
  }

  @Test
  void aSimulationIsFollowed() {
    Simulation twoFailures = new Simulation(7, 2);
    UUID id = UUID.randomUUID();
    assertThat(SimulatedAgent.attempt(task(id, 1, twoFailures)).failed()).isTrue();
    assertThat(SimulatedAgent.attempt(task(id, 2, twoFailures)).failed()).isTrue();
    SimulatedAgent.Attempt third = SimulatedAgent.attempt(task(id, 3, twoFailures));
    assertThat(third.failed()).isFalse();
    assertThat(third.duration()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void progressGoesOnFromWhereItWas() {
    SimulatedAgent.Attempt attempt =
        new SimulatedAgent.Attempt(Duration.ofSeconds(10), 100, false, "");
    assertThat(attempt.percent(40, Duration.ZERO)).isEqualTo(40);
    assertThat(attempt.percent(40, Duration.ofSeconds(3))).isEqualTo(70);
    assertThat(attempt.percent(40, Duration.ofSeconds(60))).isEqualTo(100);
    assertThat(new SimulatedAgent.Attempt(Duration.ZERO, 35, true, "").percent(0, Duration.ZERO))
        .isEqualTo(35);
  }

  @Test
  void aResultSpeaksOfTheTask() {
    for (int one = 0; one < 100; one++) {
      SimulatedAgent.Attempt attempt =
          SimulatedAgent.attempt(task(new UUID(one, one), 1, new Simulation(0, 0)));
      assertThat(attempt.text()).contains("100 % of %s 🙂").doesNotContain("null");
    }
  }

  private static Task task(UUID id, int attempts, @Nullable Simulation simulation) {
    return new Task(
        id,
        UUID.randomUUID(),
        "100 % of %s 🙂",
        simulation,
        TaskStatus.RUNNING,
        0,
        attempts,
        null,
        null,
        Instant.EPOCH,
        null,
        null,
        Instant.EPOCH);
  }
}
