package com.genericcorp.hq.server.seed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a sample organisation used in an hour of its past.
 *
 * @param taskRuns attempts that ended in it
 * @param taskSeconds how long these took
 * @param grown which share of the history was there at the hour's end: 0 to 1
 */
public record SampleUsage(
    Instant hour, long apiCalls, long taskRuns, double taskSeconds, double grown) {
  private static final int CALLS_IN_A_LIVELY_HOUR = 90;

  /** What is counted of an hour's tasks. */
  private static final class Count {
    private int created;
    private int runs;
    private double seconds;
  }

  /** Every hour from the first one to the one that is not over yet. */
  static List<SampleUsage> of(
      List<SampleTask> tasks, SampleRhythm rhythm, Instant first, Instant now) {
    Map<Instant, Count> counts = new HashMap<>();
    for (SampleTask task : tasks) {
      count(counts, task.createdAt()).created++;
      for (SampleTask.Run run : task.runs()) {
        Count count = count(counts, run.endedAt());
        count.runs++;
        count.seconds += run.seconds();
      }
    }
    List<SampleUsage> hours = new ArrayList<>();
    int created = 0;
    for (Instant hour = first; !hour.isAfter(now); hour = hour.plus(1, ChronoUnit.HOURS)) {
      Count count = counts.getOrDefault(hour, new Count());
      created += count.created;
      double grown = tasks.isEmpty() ? 1 : (double) created / tasks.size();
      long calls = calls(rhythm, hour, now, count.created, grown);
      hours.add(new SampleUsage(hour, calls, count.runs, count.seconds, grown));
    }
    return hours;
  }

  private static Count count(Map<Instant, Count> counts, Instant moment) {
    return counts.computeIfAbsent(moment.truncatedTo(ChronoUnit.HOURS), hour -> new Count());
  }

  /** Each task is made and looked at some times; besides, people open pages and programs ask. */
  private static long calls(
      SampleRhythm rhythm, Instant hour, Instant now, int created, double grown) {
    LocalDate day = LocalDate.ofInstant(hour, ZoneOffset.UTC);
    Random random = rhythm.chances(day, -10 - hour.atOffset(ZoneOffset.UTC).getHour());
    double noise = 0.7 + 0.6 * random.nextDouble();
    double over = Math.min(1, (double) Duration.between(hour, now).toSeconds() / 3_600);
    double others =
        CALLS_IN_A_LIVELY_HOUR * rhythm.liveliness(hour) * (0.5 + 0.5 * grown) * noise * over;
    return created * (3L + random.nextInt(4)) + Math.round(others);
  }
}
