package com.genericcorp.hq.tour.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the tour did was counted. */
public final class UsageGrows implements TourStep {
  private static final String SINCE = "usage since";
  private static final String CALLS = "calls before";
  private static final String RUNS = "runs before";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 500;

  /** What was used since an hour. */
  private record Used(long calls, long runs, double seconds) {
    static Used since(Tour tour, String hour) throws IOException {
      JsonNode items =
          tour.organization(Cast.WORKING).read("/api/usage?by=hour&from=" + hour).path("items");
      long calls = 0;
      long runs = 0;
      double seconds = 0;
      for (JsonNode item : items) {
        calls += item.path("apiCalls").asLong();
        runs += item.path("taskRuns").asLong();
        seconds += item.path("taskSeconds").asDouble();
      }
      return new Used(calls, runs, seconds);
    }
  }

  @Override
  public String title() {
    return "Usage grows";
  }

  /** Notes what was used when the tour began. */
  static void noteBefore(Tour tour) throws IOException {
    String hour = Instant.now().truncatedTo(ChronoUnit.HOURS).toString();
    Used before = Used.since(tour, hour);
    tour.note(SINCE, hour);
    tour.note(CALLS, Long.toString(before.calls()));
    tour.note(RUNS, Long.toString(before.runs()));
  }

  @Override
  public void play(Tour tour) throws IOException, InterruptedException {
    long callsBefore = Long.parseLong(tour.noted(CALLS));
    long runsBefore = Long.parseLong(tour.noted(RUNS));
    long expected = runsBefore + RunTasks.RUNS + FailAndRetry.RUNS;
    long start = System.nanoTime();
    Used now = Used.since(tour, tour.noted(SINCE));
    // Counted in memory, written every second.
    while (now.runs() < expected || now.calls() <= callsBefore) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new Failed(
            "acme: %d task runs and %d API calls were counted at the beginning, and %d and %d now:"
                + " at least %d runs were expected",
            runsBefore, callsBefore, now.runs(), now.calls(), expected);
      }
      Thread.sleep(PAUSE_MILLIS);
      now = Used.since(tour, tour.noted(SINCE));
    }
    tour.stage().show("Acme's API calls of the hour: %d before, %d now.", callsBefore, now.calls());
    tour.stage()
        .show(
            "Acme's task runs of the hour: %d before, %d now, %.0f seconds in all.",
            runsBefore, now.runs(), now.seconds());
  }
}
