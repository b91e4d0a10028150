package com.genericcorp.hq.server.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleHistoryTest {
  private static final Instant NOW = Instant.parse("2026-03-11T19:30:00Z");

  private final SampleHistory history = new SampleHistory("acme", NOW);

  @Test
  void theSameDayGivesTheSamePastAndAnotherOrganisationAnother() {
    SampleHistory again = new SampleHistory("acme", NOW);
    assertThat(again.tasks()).isEqualTo(history.tasks());
    assertThat(again.agents()).isEqualTo(history.agents());
    assertThat(again.usage()).isEqualTo(history.usage());
    assertThat(new SampleHistory("globex", NOW).tasks()).isNotEqualTo(history.tasks());
  }

  @Test
  void laterOnTheDayThereIsMoreAndNothingElse() {
    List<SampleTask> morning = new SampleHistory("acme", NOW.minus(Duration.ofHours(5))).tasks();
    assertThat(history.tasks()).containsAll(morning);
    assertThat(history.tasks().size()).isGreaterThan(morning.size());
  }

  @Test
  void aTaskKeepsItsIdOverNight() {
    Map<?, SampleTask> tomorrow =
        new SampleHistory("acme", NOW.plus(Duration.ofDays(1)))
            .tasks().stream().collect(Collectors.toMap(SampleTask::id, Function.identity()));
    List<SampleTask> lastWeek =
        history.tasks().stream()
            .filter(task -> task.createdAt().isAfter(NOW.minus(Duration.ofDays(7))))
            .toList();
    long kept = lastWeek.stream().filter(task -> task.equals(tomorrow.get(task.id()))).count();
    assertThat((double) kept / lastWeek.size()).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "globex", "initech", "north-wind"})
  void itEndsNowAndGoesSomeWeeksBack(String slug) {
    // Whatever the hour and the day of the week.
    for (int hours = 0; hours < 14 * 24; hours += 7) {
      Instant now = NOW.plus(Duration.ofHours(hours));
      SampleHistory one = new SampleHistory(slug, now);
      List<SampleTask> tasks = one.tasks();
      assertThat(tasks.get(0).createdAt())
          .isBetween(now.minus(Duration.ofDays(43)), now.minus(Duration.ofDays(38)));
      assertThat(tasks).allMatch(task -> task.finishedAt().isBefore(now));
      assertThat(tasks)
          .anyMatch(task -> task.finishedAt().isAfter(now.minus(Duration.ofHours(40))));
      assertThat(one.agents()).allMatch(agent -> agent.createdAt().isBefore(now));
    }
  }

  @Test
  void aTaskGoesToAnAgentThatIsThereAndIdsAreOnlyOnce() {
    Map<?, Instant> joined =
        history.agents().stream()
            .collect(Collectors.toMap(SampleHistory.Agent::id, SampleHistory.Agent::createdAt));
    assertThat(history.tasks())
        .allMatch(task -> !task.createdAt().isBefore(joined.get(task.agentId())))
        .doesNotHaveDuplicates();
    assertThat(history.tasks()).extracting(SampleTask::id).doesNotHaveDuplicates();
  }

  @Test
  void eventsTellOfEachAttemptInOrder() {
    for (SampleTask task : history.tasks()) {
      List<SampleTask.Event> events = task.events();
      assertThat(events).extracting(SampleTask.Event::at).isSorted();
      assertThat(events.get(0).at()).isEqualTo(task.createdAt());
      List<String> kinds = events.stream().map(SampleTask.Event::kind).toList();
      List<String> expected =
          switch (task.runs().size()) {
            case 1 -> List.of("queued", "started", task.status());
            case 2 -> List.of("queued", "started", "retried", "started", task.status());
            default ->
                List.of("queued", "started", "retried", "started", "retried", "started", "failed");
          };
      assertThat(kinds).isEqualTo(expected);
      boolean failed = task.status().equals("failed");
      assertThat(task.error() != null).isEqualTo(failed);
      assertThat(task.result() != null).isEqualTo(task.status().equals("succeeded"));
      assertThat(task.progress() == 100).isEqualTo(task.status().equals("succeeded"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "globex", "initech"})
  void mostSucceedSomeFailAndSomeAreRepeated(String slug) {
    List<SampleTask> tasks = new SampleHistory(slug, NOW).tasks();
    assertThat(share(tasks, "failed")).isBetween(0.01, 0.15);
    assertThat(share(tasks, "cancelled")).isBetween(0.001, 0.06);
    assertThat(share(tasks, "succeeded")).isGreaterThan(0.8);
    assertThat(tasks)
        .anyMatch(task -> task.status().equals("succeeded") && task.runs().size() == 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "globex", "initech"})
  void workIsDoneOnWorkingDaysByDayAndThereIsMoreOfIt(String slug) {
    List<SampleTask> tasks = new SampleHistory(slug, NOW).tasks();
    var zone = SampleTexts.of(slug).zoneId();
    Map<LocalDate, Long> days = new HashMap<>();
    tasks.forEach(task -> days.merge(task.createdAt().atZone(zone).toLocalDate(), 1L, Long::sum));
    double weekday = average(days, day -> !SampleRhythm.isWeekend(day));
    double weekend = average(days, SampleRhythm::isWeekend);
    assertThat(weekday).isGreaterThan(3 * weekend);
    long byDay =
        tasks.stream()
            .map(task -> task.createdAt().atZone(zone).getHour())
            .filter(hour -> hour >= 7 && hour < 19)
            .count();
    assertThat((double) byDay / tasks.size()).isGreaterThan(0.75);

    LocalDate today = NOW.atZone(zone).toLocalDate();
    double early = average(days, day -> day.isBefore(today.minusDays(28)));
    double late = average(days, day -> !day.isBefore(today.minusDays(14)) && day.isBefore(today));
    assertThat(late).isGreaterThan(1.15 * early);
  }

  @Test
  void someDaysAreBusy() {
    Map<LocalDate, Long> days = new HashMap<>();
    history
        .tasks()
        .forEach(
            task ->
                days.merge(
                    task.createdAt().atZone(SampleTexts.of("acme").zoneId()).toLocalDate(),
                    1L,
                    Long::sum));
    double weekday = average(days, day -> !SampleRhythm.isWeekend(day));
    long busy = days.values().stream().filter(count -> count > 1.4 * weekday).count();
    assertThat(busy).isBetween(1L, 8L);
  }

  @Test
  void textsAreFilledInAndFit() {
    for (String slug : List.of("acme", "globex", "initech", "north-wind")) {
      for (SampleTask task : new SampleHistory(slug, NOW).tasks()) {
        assertThat(task.title()).doesNotContain("{", "}").hasSizeLessThanOrEqualTo(200);
        assertThat(String.valueOf(task.result())).doesNotContain("{", "}");
        assertThat(String.valueOf(task.error())).doesNotContain("{", "}");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "globex", "initech"})
  void usageFitsTheTasks(String slug) {
    SampleHistory one = new SampleHistory(slug, NOW);
    List<SampleTask.Run> runs = one.tasks().stream().flatMap(task -> task.runs().stream()).toList();
    List<SampleUsage> usage = one.usage();
    assertThat(usage.stream().mapToLong(SampleUsage::taskRuns).sum()).isEqualTo(runs.size());
    assertThat(usage.stream().mapToDouble(SampleUsage::taskSeconds).sum())
        .isCloseTo(
            runs.stream().mapToDouble(SampleTask.Run::seconds).sum(),
            org.assertj.core.data.Offset.offset(0.5));
    assertThat(usage).extracting(SampleUsage::hour).isSorted().doesNotHaveDuplicates();
    assertThat(usage).extracting(SampleUsage::grown).isSorted();
    assertThat(usage.get(usage.size() - 1).hour()).isEqualTo(Instant.parse("2026-03-11T19:00:00Z"));
    assertThat(usage.get(usage.size() - 1).grown()).isEqualTo(1);
    for (SampleUsage hour : usage) {
      long created =
          one.tasks().stream()
              .filter(task -> !task.createdAt().isBefore(hour.hour()))
              .filter(task -> task.createdAt().isBefore(hour.hour().plusSeconds(3600)))
              .count();
      assertThat(hour.apiCalls()).isGreaterThanOrEqualTo(created);
    }
  }

  private static double average(
      Map<LocalDate, Long> days, java.util.function.Predicate<LocalDate> which) {
    return days.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .average()
        .orElseThrow();
  }

  private static double share(List<SampleTask> tasks, String status) {
    long count = tasks.stream().filter(task -> task.status().equals(status)).count();
    return (double) count / tasks.size();
  }
}
