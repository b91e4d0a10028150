package com.genericcorp.hq.server.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {
  private static final Instant NOW = Instant.parse("2026-03-11T15:30:00Z");

  private final SampleHistory history = new SampleHistory("acme", NOW);

  @Test
  void theSameDayGivesTheSamePastAndAnotherOrganisationAnother() {
    assertThat(new SampleHistory("acme", NOW).tasks()).isEqualTo(history.tasks());
    assertThat(new SampleHistory("globex", NOW).tasks()).isNotEqualTo(history.tasks());
  }

  @Test
  void itEndsNowAndGoesSomeWeeksBack() {
    List<SampleHistory.Task> tasks = history.tasks();
    Instant first = Instant.parse(tasks.get(0).createdAt());
    Instant last = Instant.parse(tasks.get(tasks.size() - 1).finishedAt());
    assertThat(first).isBefore(NOW.minus(Duration.ofDays(SampleHistory.DAYS - 1)));
    assertThat(last).isBetween(NOW.minus(Duration.ofDays(1)), NOW);
  }

  @Test
  void timesAreInOrderAndAgentsKnown() {
    var agents = history.agents().stream().map(SampleHistory.Agent::id).collect(Collectors.toSet());
    assertThat(history.tasks())
        .allSatisfy(
            task -> {
              assertThat(agents).contains(task.agentId());
              assertThat(Instant.parse(task.startedAt()))
                  .isBetween(Instant.parse(task.createdAt()), Instant.parse(task.finishedAt()));
            });
  }

  @Test
  void mostSucceedSomeFailAndWorkIsDoneByDay() {
    List<SampleHistory.Task> tasks = history.tasks();
    double failed = share(tasks, "failed");
    assertThat(failed).isBetween(0.02, 0.12);
    assertThat(share(tasks, "succeeded")).isGreaterThan(0.8);
    long byDay =
        tasks.stream()
            .map(task -> Instant.parse(task.createdAt()).atOffset(ZoneOffset.UTC).getHour())
            .filter(hour -> hour >= 7 && hour < 20)
            .count();
    assertThat((double) byDay / tasks.size()).isGreaterThan(0.75);
  }

  private static double share(List<SampleHistory.Task> tasks, String status) {
    long count = tasks.stream().filter(task -> task.status().equals(status)).count();
    return (double) count / tasks.size();
  }
}
