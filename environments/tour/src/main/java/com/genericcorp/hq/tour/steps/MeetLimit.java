package com.genericcorp.hq.tour.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import com.genericcorp.hq.verify.wire.Response;
import java.io.IOException;

/** Agents are added until the tier's limit refuses one, and names the tier above. */
public final class MeetLimit implements TourStep {
  static final String NEXT_TIER = "next tier";
  static final String REFUSED = "refused agent";

  private static final String JOB = "Helps out.";
  private static final String PROBLEM = "urn:agenthq:problem:limit-agents";
  private static final int MOST = 50;
  private static final int CREATED = 201;

  @Override
  public String title() {
    return "A limit is met";
  }

  @Override
  public void play(Tour tour) throws IOException {
    Organization initech = tour.organization(Cast.SMALL);
    JsonNode allowed = initech.read("/api/organization").path("limits").path("agents");
    if (!allowed.isInt() && !allowed.isIntegralNumber() || allowed.asInt() > MOST) {
      throw new Failed(
          "initech may have %s agents: too many to meet the limit", WhatWeSee.allowed(allowed));
    }
    for (int number = 1; number <= allowed.asInt() + 1; number++) {
      String name = "Temp " + number;
      Response answer = initech.addAgent(name, JOB);
      if (answer.status() != CREATED) {
        refused(tour, initech, name, answer);
        return;
      }
      tour.stage().show("%s is there.", name);
    }
    throw new Failed(
        "initech has more than the %d agents of its tier: nothing refused them", allowed.asInt());
  }

  private static void refused(Tour tour, Organization initech, String name, Response answer)
      throws IOException {
    JsonNode problem = initech.expect(403, answer, "POST /api/agents over the limit");
    JsonNode limit = problem.path("limit");
    if (!problem.path("type").asText().equals(PROBLEM) || !limit.path("nextTier").isTextual()) {
      throw new Failed(
          "initech: the refusal should be %s and name the tier above; it says: %s",
          PROBLEM, answer.summary());
    }
    tour.stage().show("%s is refused: %s", name, problem.path("detail").asText());
    tour.note(NEXT_TIER, limit.path("nextTier").asText());
    tour.note(REFUSED, name);
  }
}
