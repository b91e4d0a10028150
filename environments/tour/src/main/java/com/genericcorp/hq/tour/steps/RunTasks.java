package com.genericcorp.hq.tour.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import java.io.IOException;
import java.util.List;

/** Tasks are given to the agent, run, and finish. */
public final class RunTasks implements TourStep {
  static final String TASK = "task";

  /** Attempts that end in this step. */
  static final int RUNS = 3;

  @Override
  public String title() {
    return "Tasks run and finish";
  }

  @Override
  public void play(Tour tour) throws IOException, InterruptedException {
    Organization acme = tour.organization(Cast.WORKING);
    String agent = tour.noted(AddAgent.AGENT);
    List<String> ids =
        List.of(
            acme.addTask(agent, "Check return 4711: scratched housing", 3, 0),
            acme.addTask(agent, "Check return 4712: wrong thread", 5, 0),
            acme.addTask(agent, "Check return 4713: box never opened", 7, 0));
    tour.note(TASK, ids.get(0));
    for (JsonNode task : new WatchedTasks(acme, tour.stage()).untilTheEnd(ids)) {
      if (!task.path("status").asText().equals("succeeded")) {
        throw new Failed("acme: '%s' ended as %s", title(task), task.path("status").asText());
      }
    }
  }

  static String title(JsonNode task) {
    return task.path("title").asText();
  }
}
