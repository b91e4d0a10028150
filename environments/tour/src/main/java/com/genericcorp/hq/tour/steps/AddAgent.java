package com.genericcorp.hq.tour.steps;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import com.genericcorp.hq.verify.wire.Response;
import java.io.IOException;

/** An agent is added, and is there for everybody. */
public final class AddAgent implements TourStep {
  static final String AGENT = "agent";

  private static final String NAME = "Rosa (returns)";
  private static final String JOB = "Checks what customers send back and writes credit notes.";
  private static final int TAKEN = 409;

  @Override
  public String title() {
    return "An agent is added";
  }

  @Override
  public void play(Tour tour) throws IOException {
    Organization acme = tour.organization(Cast.WORKING);
    String name = NAME;
    Response answer = acme.addAgent(name, JOB);
    for (int number = 2; answer.status() == TAKEN && number <= 9; number++) {
      name = NAME + " " + number; // somebody tried it by hand
      answer = acme.addAgent(name, JOB);
    }
    String id = acme.id(acme.expect(201, answer, "POST /api/agents"));
    if (!acme.toursAgents().contains(id)) {
      throw new Failed("acme: the new agent '%s' is not in the list of agents", name);
    }
    tour.note(AGENT, id);
    tour.stage().show("%s is there: %s", name, tour.url(acme.slug(), "/agents"));
  }
}
