package com.genericcorp.hq.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tour leaves, this one or an earlier one that was killed: agents that carry its mark, their
 * tasks, and a tier. Found by looking, so that nothing has to be remembered.
 */
final class Traces {
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_MILLIS = 250;
  private static final int CONFLICT = 409;

  private final Tour tour;

  Traces(Tour tour) {
    this.tour = tour;
  }

  /**
   * Cancels the tasks, archives the agents, sets the tier back.
   *
   * @return what was done, in words; empty when there was nothing
   */
  List<String> remove() throws IOException, InterruptedException {
    List<String> done = new ArrayList<>();
    for (Organization organization : tour.organizations()) {
      List<String> agents = organization.toursAgents();
      int cancelled = cancel(organization, agents);
      for (String agent : agents) {
        archive(organization, agent);
      }
      if (cancelled > 0) {
        done.add(organization.slug() + ": tasks cancelled: " + cancelled);
      }
      if (!agents.isEmpty()) {
        done.add(organization.slug() + ": agents archived: " + agents.size());
      }
    }
    String tier = tour.describedTier(Cast.SMALL);
    String now = tour.organization(Cast.SMALL).read("/api/organization").path("tier").asText();
    if (!now.equals(tier) && tour.platform().changesTiers()) {
      tour.platform().changeTier(Cast.SMALL, tier);
      done.add(Cast.SMALL + ": back to the tier '" + tier + "'");
    }
    return done;
  }

  private static int cancel(Organization organization, List<String> agents) throws NoAnswer {
    int cancelled = 0;
    if (agents.isEmpty()) {
      return 0;
    }
    for (String status : List.of("queued", "running")) {
      String path = "/api/tasks?limit=100&status=" + status;
      for (JsonNode task : organization.read(path).path("items")) {
        if (agents.contains(task.path("agentId").asText())) {
          String id = organization.id(task);
          Response answer = organization.post("/api/tasks/" + id + "/cancel", "{}");
          cancelled += answer.status() == CONFLICT ? 0 : 1;
        }
      }
    }
    return cancelled;
  }

  private static void archive(Organization organization, String agent)
      throws NoAnswer, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Response answer = organization.delete("/api/agents/" + agent);
      if (answer.status() == 204 || answer.status() == 404) {
        return;
      }
      if (answer.status() != CONFLICT || attempt == ATTEMPTS) {
        throw new Failed(
            "%s: an agent of the tour cannot be archived: %s",
            organization.slug(), answer.summary());
      }
      Thread.sleep(PAUSE_MILLIS); // a task of it is just being ended
    }
  }
}
