package com.genericcorp.hq.server.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.genericcorp.hq.server.seed.SampleTask.Run;
import com.genericcorp.hq.server.seed.SampleTexts.AgentText;
import com.genericcorp.hq.server.seed.SampleTexts.WorkText;
import com.genericcorp.hq.server.tasks.TaskEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The past of a sample organisation: agents that joined one after another, and some weeks of tasks
 * that all ended before now. The same name and day give the same history; later on the day there is
 * more of it. Ids stay from day to day, so that a link to a task outlives the night.
 */
public final class SampleHistory {
  /** How far the history goes back. */
  public static final int DAYS = 42;

  private static final int START_OF_WORK = 8;
  private static final double FAILS = 0.045;
  private static final double FAILS_ON_A_BAD_DAY = 0.16;
  private static final double CANCELLED = 0.02;
  private static final double RETRIED = 0.09;
  private static final int MOST_ATTEMPTS = 3;
  private static final int LONGEST_SECONDS = 900;

  /** An agent of the past. */
  public record Agent(UUID id, String name, String description, Instant createdAt) {}

  private final String slug;
  private final SampleTexts texts;
  private final SampleRhythm rhythm;
  private final Instant now;
  private final LocalDate first;
  private final List<Agent> agents = new ArrayList<>();
  private final List<SampleTask> tasks = new ArrayList<>();

  /** The history of the organisation of this name as it is at a moment. */
  public SampleHistory(String slug, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.slug = slug;
    this.texts = SampleTexts.of(slug);
    this.rhythm = new SampleRhythm(slug, texts);
    this.now = now;
    this.first = today.minusDays(DAYS);
    for (AgentText agent : texts.agents()) {
      agents.add(new Agent(id(agent.name()), agent.name(), agent.description(), joined(agent)));
    }
    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
      addDay(day);
    }
    tasks.sort(Comparator.comparing(SampleTask::createdAt));
  }

  public List<Agent> agents() {
    return List.copyOf(agents);
  }

  /** The tasks, oldest first; all of them ended before now. */
  public List<SampleTask> tasks() {
    return List.copyOf(tasks);
  }

  /** What was used for it, hour by hour. */
  public List<SampleUsage> usage() {
    Instant begin = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    return SampleUsage.of(tasks, rhythm, begin, now);
  }

  private Instant joined(AgentText agent) {
    return first
        .plusDays(agent.joined())
        .atTime(START_OF_WORK, 0)
        .atZone(texts.zoneId())
        .toInstant()
        .minus(20, ChronoUnit.MINUTES);
  }

  private void addDay(LocalDate day) {
    int age = (int) ChronoUnit.DAYS.between(first, day);
    List<AgentText> there = texts.agents().stream().filter(agent -> agent.joined() <= age).toList();
    int count = rhythm.tasks(day, (double) age / DAYS);
    for (int number = 0; number < count; number++) {
      Random random = rhythm.chances(day, number);
      Instant created = rhythm.moment(day, random);
      AgentText agent = SampleTexts.oneOf(there, random);
      SampleTask task = task(id(day + "/" + number), agent, created, day, random);
      if (!created.isBefore(joined(agent)) && task.finishedAt().isBefore(now)) {
        tasks.add(task);
      }
    }
  }

  private SampleTask task(UUID id, AgentText agent, Instant created, LocalDate day, Random random) {
    WorkText work = SampleTexts.oneOf(agent.work(), random);
    String title = texts.filled(work.title(), day, random);
    String error = texts.filled(SampleTexts.oneOf(work.errors(), random), day, random);
    String result = texts.filled(SampleTexts.oneOf(work.results(), random), day, random);
    double luck = random.nextDouble();
    double fails = rhythm.isBad(day) ? FAILS_ON_A_BAD_DAY : FAILS;
    boolean cancelled = luck < CANCELLED;
    boolean failed = !cancelled && luck < CANCELLED + fails;
    boolean retried = !cancelled && !failed && random.nextDouble() < RETRIED;
    int attempts = failed ? MOST_ATTEMPTS : retried ? 2 : 1;
    int failures = failed ? MOST_ATTEMPTS : attempts - 1;
    List<Run> runs = runs(created, attempts, failures, error, random);
    int reached = 10 + random.nextInt(85);
    UUID agentId = id(agent.name());
    if (cancelled) {
      return new SampleTask(
          id, agentId, title, TaskEvent.CANCELLED, reached, null, null, created, runs);
    }
    return failed
        ? new SampleTask(id, agentId, title, TaskEvent.FAILED, reached, null, error, created, runs)
        : new SampleTask(id, agentId, title, TaskEvent.SUCCEEDED, 100, result, null, created, runs);
  }

  private static List<Run> runs(
      Instant created, int attempts, int failures, String error, Random random) {
    // Most take less than a minute, a few many.
    double seconds = Math.min(LONGEST_SECONDS, Math.exp(3.5 + 0.8 * random.nextGaussian()));
    List<Run> runs = new ArrayList<>();
    Instant start = created.plusMillis(150 + random.nextInt(2_500));
    for (int number = 1; number <= attempts; number++) {
      boolean fails = number <= failures;
      double share = fails ? 0.2 + 0.75 * random.nextDouble() : 1;
      Instant end = start.plusMillis(Math.max(900, Math.round(1_000 * seconds * share)));
      runs.add(new Run(start, end, fails ? error : null));
      Duration pause = Duration.ofMillis((number == 1 ? 1_000 : 3_000) + random.nextInt(900));
      start = end.plus(pause);
    }
    return List.copyOf(runs);
  }

  private UUID id(String name) {
    return UUID.nameUUIDFromBytes((slug + "/" + name).getBytes(UTF_8));
  }
}
