package com.genericcorp.hq.server.tasks;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated agent makes of a task: decided by the task's id and the attempt alone, so that
 * whoever takes an attempt up comes to the same end.
 */
final class SimulatedAgent {
  /** How many attempts a task gets. */
  static final int MOST_ATTEMPTS = 3;

  /**
   * One attempt.
   *
   * @param duration of the whole attempt, were it not to fail
   * @param until the percentage at which it ends
   * @param failed whether it ends in an error
   * @param text the result, or the error
   */
  record Attempt(Duration duration, int until, boolean failed, String text) {
    /** How long it goes on from this percentage. */
    Duration rest(int from) {
      return duration.multipliedBy(Math.max(0, until - from)).dividedBy(100);
    }

    /** How far the attempt is after this time, from where it went on; in percent. */
    int percent(int from, Duration elapsed) {
      if (duration.isZero()) {
        return until;
      }
      long gained = 100 * elapsed.toMillis() / duration.toMillis();
      return (int) Math.min(until, from + gained);
    }
  }

  private static final double FAILING = 0.08;
  private static final int SHORTEST_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 8_000;
  private static final int MOST_QUOTED = 80;

  private static final List<String> RESULTS =
      List.of(
          "Read %d documents on \"%s\" and summarised them in %d points.",
          "Went through %d records for \"%s\"; %d need somebody's attention.",
          "Compared %d sources on \"%s\": they agree but for %d details, which are listed.",
          "Drafted \"%s\" in %d paragraphs and checked it against %d references.",
          "Collected %d figures for \"%s\"; %d changed since the last report.");

  private static final List<String> ERRORS =
      List.of(
          "The model's provider answered 503 three times in a row.",
          "The data source did not answer within 30 seconds.",
          "The provider's rate limit was reached.",
          "The answer could not be parsed as the expected table.");

  private SimulatedAgent() {}

  static Attempt attempt(Task task) {
    return attempt(task.id(), task.title(), task.simulation(), task.attempts());
  }

  private static Attempt attempt(
      UUID id, String title, @Nullable Simulation simulation, int number) {
    SplittableRandom random =
        new SplittableRandom(
            id.getMostSignificantBits()
                ^ id.getLeastSignificantBits()
                ^ (number * 0x9E3779B97F4AL));
    // Most are short, a few take long.
    double share = random.nextDouble() * random.nextDouble();
    long millis = SHORTEST_MILLIS + Math.round(share * (LONGEST_MILLIS - SHORTEST_MILLIS));
    boolean failed = random.nextDouble() < FAILING;
    int failsAt = random.nextInt(20, 95);
    if (simulation != null) {
      millis = simulation.duration().toMillis();
      failed = number <= simulation.failures();
    }
    String text = failed ? error(random) : result(random, title);
    return new Attempt(Duration.ofMillis(millis), failed ? failsAt : 100, failed, text);
  }

  /** How long the queue keeps a task whose attempt has failed. */
  static Duration pauseAfter(int attempt) {
    return Duration.ofSeconds(attempt == 1 ? 1 : 3);
  }

  private static String error(SplittableRandom random) {
    return ERRORS.get(random.nextInt(ERRORS.size()));
  }

  private static String result(SplittableRandom random, String title) {
    String template = RESULTS.get(random.nextInt(RESULTS.size()));
    int many = random.nextInt(12, 240);
    int few = random.nextInt(2, 11);
    boolean titleFirst = template.indexOf("%s") < template.indexOf("%d");
    return titleFirst
        ? String.format(template, quoted(title), few, many)
        : String.format(template, many, quoted(title), few);
  }

  private static String quoted(String title) {
    return title.codePointCount(0, title.length()) <= MOST_QUOTED
        ? title
        : title.substring(0, title.offsetByCodePoints(0, MOST_QUOTED)) + "…";
  }
}
