package com.genericcorp.hq.tour.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A task that fails is tried again; one that goes on failing stops. */
public final class FailAndRetry implements TourStep {
  private static final int MOST_ATTEMPTS = 3;

  /** Attempts that end in this step. */
  static final int RUNS = 2 + MOST_ATTEMPTS;

  @Override
  public String title() {
    return "A task fails";
  }

  @Override
  public void play(Tour tour) throws IOException, InterruptedException {
    Organization acme = tour.organization(Cast.WORKING);
    String agent = tour.noted(AddAgent.AGENT);
    List<String> ids =
        List.of(
            acme.addTask(agent, "Ask the carrier for the slip of return 4714", 1.5, 1),
            acme.addTask(agent, "Read the scan of return 4715", 1.5, MOST_ATTEMPTS));
    List<JsonNode> ended = new WatchedTasks(acme, tour.stage()).untilTheEnd(ids);
    require(tour, ended.get(0), "succeeded", 2);
    require(tour, ended.get(1), "failed", MOST_ATTEMPTS);
  }

  private static void require(Tour tour, JsonNode task, String status, int attempts) {
    boolean asTold =
        task.path("status").asText().equals(status) && task.path("attempts").asInt() == attempts;
    if (!asTold) {
      throw new Failed(
          "acme: '%s' should have %s after %d attempts; it %s after %d",
          RunTasks.title(task),
          status,
          attempts,
          task.path("status").asText(),
          task.path("attempts").asInt());
    }
    List<String> kinds = new ArrayList<>();
    task.path("events").forEach(event -> kinds.add(event.path("kind").asText()));
    tour.stage().show("Its history: %s", String.join(", ", kinds));
  }
}
