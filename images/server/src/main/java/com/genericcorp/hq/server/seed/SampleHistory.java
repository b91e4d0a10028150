package com.genericcorp.hq.server.seed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The past of a sample organisation: agents, and some weeks of tasks with a working week's rhythm
 * and the failures that real work has. The same name and day give the same history.
 */
public final class SampleHistory {
  /** How far the history goes back. */
  public static final int DAYS = 42;

  private static final int TASKS_ON_A_WORKDAY = 24;
  private static final int TASKS_AT_A_WEEKEND_DAY = 5;
  private static final double FAILS = 0.06;
  private static final double CANCELLED = 0.02;
  private static final double RETRIED = 0.09;

  /** An agent of the past; times are ISO-8601 in UTC. */
  public record Agent(UUID id, String name, String description, String createdAt) {}

  /** A task that has ended; times are ISO-8601 in UTC, in their order. */
  public record Task(
      UUID id,
      UUID agentId,
      String title,
      String status,
      int progress,
      int attempts,
      @Nullable String result,
      @Nullable String error,
      String createdAt,
      String startedAt,
      String finishedAt) {}

  private final Random random;
  private final SampleTexts texts;
  private final Instant now;
  private final List<Agent> agents = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();

  /** The history of the organisation of this name as it is at a moment. */
  public SampleHistory(String slug, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    this.random = new Random(slug.hashCode() * 31L + today.toEpochDay());
    this.texts = SampleTexts.of(slug);
    this.now = now;
    LocalDate first = today.minusDays(DAYS);
    for (SampleTexts.AgentText agent : texts.agents()) {
      agents.add(
          new Agent(uuid(), agent.name(), agent.description(), at(first, 7 * 60).toString()));
    }
    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
      addDay(day);
    }
  }

  public List<Agent> agents() {
    return List.copyOf(agents);
  }

  /** The tasks, oldest first; all of them ended before now. */
  public List<Task> tasks() {
    return List.copyOf(tasks);
  }

  private void addDay(LocalDate day) {
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    int usual = weekend ? TASKS_AT_A_WEEKEND_DAY : TASKS_ON_A_WORKDAY;
    int count = Math.max(1, (int) Math.round(usual * (1 + 0.25 * random.nextGaussian())));
    int[] minutes = random.ints(count, 0, 24 * 60).map(this::towardsOfficeHours).sorted().toArray();
    for (int minute : minutes) {
      Instant created = at(day, minute).plusSeconds(random.nextInt(60));
      Task task = task(created);
      if (Instant.parse(task.finishedAt()).isBefore(now)) {
        tasks.add(task);
      }
    }
  }

  private int towardsOfficeHours(int anyMinute) {
    // Four in five tasks come around two in the afternoon, give or take; the rest at any time.
    if (random.nextInt(5) == 0) {
      return anyMinute;
    }
    int minute = (int) Math.round(13.5 * 60 + 150 * random.nextGaussian());
    return Math.min(Math.max(minute, 0), 24 * 60 - 1);
  }

  private Task task(Instant created) {
    int who = random.nextInt(agents.size());
    SampleTexts.AgentText text = texts.agents().get(who);
    String title = text.titles().get(random.nextInt(text.titles().size()));
    double luck = random.nextDouble();
    int seconds = 2 + (int) Math.round(Math.exp(2.2 + 0.8 * random.nextGaussian()));
    Instant started = created.plusMillis(200 + random.nextInt(3_000));
    Instant finished = started.plus(Duration.ofSeconds(seconds)).plusMillis(random.nextInt(1_000));
    UUID agent = agents.get(who).id();
    String number = Integer.toString(1_000 + random.nextInt(9_000));
    String named = title.replace("#", "#" + number);
    if (luck < CANCELLED) {
      int progress = random.nextInt(90);
      return task(agent, named, "cancelled", progress, 1, null, null, created, started, finished);
    }
    if (luck < CANCELLED + FAILS) {
      String error = texts.errors().get(random.nextInt(texts.errors().size()));
      int progress = random.nextInt(90);
      return task(agent, named, "failed", progress, 3, null, error, created, started, finished);
    }
    int attempts = random.nextDouble() < RETRIED ? 2 : 1;
    String result = texts.results().get(random.nextInt(texts.results().size()));
    return task(agent, named, "succeeded", 100, attempts, result, null, created, started, finished);
  }

  private Task task(
      UUID agent,
      String title,
      String status,
      int progress,
      int attempts,
      @Nullable String result,
      @Nullable String error,
      Instant created,
      Instant started,
      Instant finished) {
    return new Task(
        uuid(),
        agent,
        title,
        status,
        progress,
        attempts,
        result,
        error,
        created.toString(),
        started.toString(),
        finished.toString());
  }

  private UUID uuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes);
  }

  private static Instant at(LocalDate day, int minute) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(minute, ChronoUnit.MINUTES);
  }
}
