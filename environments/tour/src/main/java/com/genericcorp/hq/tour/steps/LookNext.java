package com.genericcorp.hq.tour.steps;

import com.genericcorp.hq.tour.stage.Cast;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import java.util.List;

/** Where to go on alone. */
public final class LookNext implements TourStep {
  private static final List<String> PAGES =
      List.of("/board", "/agents", "/usage", "/members", "/keys", "/status", "/api/openapi.json");

  @Override
  public String title() {
    return "What to look at next";
  }

  @Override
  public void play(Tour tour) {
    PAGES.forEach(page -> tour.stage().show("%s", tour.url(Cast.WORKING, page)));
  }
}
