package com.genericcorp.hq.tour.stage;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;

/** A step of the tour. It may be played again after a kill at any point. */
public interface TourStep {
  /** The title of its scene in {@code docs/demo-script.md}. */
  String title();

  /**
   * Does it, and shows what came of it.
   *
   * @throws Failed saying what was not as the words say
   */
  void play(Tour tour) throws IOException, InterruptedException;
}
