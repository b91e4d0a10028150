package com.genericcorp.hq.tour.steps;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Organization;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import com.genericcorp.hq.verify.wire.Response;
import java.io.IOException;
import java.time.Duration;

/** The organisation gets the tier that its refusal named, and the limit is gone. */
public final class UpgradeTier implements TourStep {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 300;
  private static final int CREATED = 201;

  @Override
  public String title() {
    return "An upgrade";
  }

  @Override
  public void play(Tour tour) throws IOException, InterruptedException {
    Organization initech = tour.organization(Cast.SMALL);
    String tier = tour.noted(MeetLimit.NEXT_TIER);
    String command = tour.platform().tierCommand(initech.slug(), tier);
    if (!tour.platform().changesTiers()) {
      tour.stage().show("Left out here: it is the operator's command '%s'.", command);
      return;
    }
    tour.stage().show("%s", command);
    tour.platform().changeTier(initech.slug(), tier);
    String name = tour.noted(MeetLimit.REFUSED);
    long start = System.nanoTime();
    Response answer = initech.addAgent(name, "Helps out.");
    // Every server hears of it within a second or two.
    while (answer.status() != CREATED) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new Failed(
            "initech has the tier '%s', and %s is still refused: %s", tier, name, answer.summary());
      }
      Thread.sleep(PAUSE_MILLIS);
      answer = initech.addAgent(name, "Helps out.");
    }
    tour.stage().show("%s is there now.", name);
  }
}
