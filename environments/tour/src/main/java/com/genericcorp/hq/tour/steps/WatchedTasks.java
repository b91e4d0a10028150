package com.genericcorp.hq.tour.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tasks that are watched until each has ended. */
final class WatchedTasks {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_MILLIS = 300;
  private static final int QUARTER = 25;
  private static final Set<String> ENDED = Set.of("succeeded", "failed", "cancelled");

  private final Organization organization;
  private final Stage stage;
  private final Map<String, String> shown = new HashMap<>();

  WatchedTasks(Organization organization, Stage stage) {
    this.organization = organization;
    this.stage = stage;
  }

  /**
   * Shows how they go on.
   *
   * @return the tasks as they ended, in the order of the ids
   * @throws Failed when one does not end in a minute and a half
   */
  List<JsonNode> untilTheEnd(List<String> ids) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      List<JsonNode> ended = new ArrayList<>();
      for (String id : ids) {
        JsonNode task = organization.read("/api/tasks/" + id);
        show(id, task);
        if (ENDED.contains(task.path("status").asText())) {
          ended.add(task);
        }
      }
      if (ended.size() == ids.size()) {
        return ended;
      }
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new Failed(
            "%s: %d tasks have not ended after %d s: does a worker run?",
            organization.slug(), ids.size() - ended.size(), PATIENCE.toSeconds());
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** A line when something worth a line has changed. */
  private void show(String id, JsonNode task) {
    String status = task.path("status").asText();
    int progress = task.path("progress").asInt() / QUARTER * QUARTER;
    String attempt = task.path("attempts").asInt() > 1 ? ", attempt " + task.path("attempts") : "";
    String state = status.equals("running") ? "running, " + progress + " %" + attempt : status;
    if (!state.equals(shown.put(id, state))) {
      String text = task.path(status.equals("succeeded") ? "result" : "error").asText("");
      boolean told = text.isEmpty() || text.equals("null") || status.equals("running");
      stage.show("%s: %s%s", task.path("title").asText(), state, told ? "" : ". " + text);
    }
  }
}
