package com.genericcorp.hq.tour.steps;

import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import com.genericcorp.hq.verify.wire.Response;
import java.io.IOException;

/** One organisation's key and one organisation's task are nothing at another's address. */
public final class ShowApart implements TourStep {
  @Override
  public String title() {
    return "Two organisations, apart";
  }

  @Override
  public void play(Tour tour) throws IOException {
    Organization acme = tour.organization(Cast.WORKING);
    Organization globex = tour.organization(Cast.OTHER);
    String path = "/api/tasks/" + tour.noted(RunTasks.TASK);
    acme.read(path);
    tour.stage().show("Acme reads its own task: 200.");
    Response stranger = globex.askedBy(acme).get("/api/tasks");
    globex.expect(403, stranger, "GET /api/tasks with Acme's key");
    tour.stage().show("Acme's key at Globex's address: %s", stranger.summary());
    Response elsewhere = globex.get(path);
    globex.expect(404, elsewhere, "GET of Acme's task");
    tour.stage().show("Acme's task at Globex, with Globex's key: %s", elsewhere.summary());
  }
}
