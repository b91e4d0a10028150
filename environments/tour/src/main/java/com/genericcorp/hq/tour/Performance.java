package com.genericcorp.hq.tour;

import com.genericcorp.hq.tour.stage.Stage;
import com.genericcorp.hq.tour.stage.Tour;
import com.genericcorp.hq.tour.stage.TourStep;
import com.genericcorp.hq.tour.steps.AddAgent;
import com.genericcorp.hq.tour.steps.FailAndRetry;
import com.genericcorp.hq.tour.steps.LookNext;
import com.genericcorp.hq.tour.steps.MeetLimit;
import com.genericcorp.hq.tour.steps.RunTasks;
import com.genericcorp.hq.tour.steps.ShowApart;
import com.genericcorp.hq.tour.steps.UpgradeTier;
import com.genericcorp.hq.tour.steps.UsageGrows;
import com.genericcorp.hq.tour.steps.WhatWeSee;
import com.genericcorp.hq.verify.wire.NoAnswer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One playing of the tour, from the traces of the last one to its own: also when it fails, and when
 * Ctrl-C or {@code SIGTERM} ends the JVM.
 */
final class Performance {
  /** What is played, in this order; each has its scene in {@code docs/demo-script.md}. */
  static final List<TourStep> STEPS =
      List.of(
          new WhatWeSee(), // also notes what was used so far
          new AddAgent(),
          new RunTasks(),
          new FailAndRetry(),
          new MeetLimit(), // the agent that is refused here is let in after the upgrade
          new ShowApart(),
          new UsageGrows(),
          new UpgradeTier(),
          new LookNext());

  private final Tour tour;
  private final Stage stage;
  private boolean tidy;

  Performance(Tour tour, Stage stage) {
    this.tour = tour;
    this.stage = stage;
  }

  void run(Script script) throws IOException, InterruptedException {
    List<String> left = new Traces(tour).remove();
    if (!left.isEmpty()) {
      stage.show("Left by an earlier tour, and removed: %s.", String.join("; ", left));
    }
    Thread interrupted = new Thread(this::interrupted, "tour-interrupted");
    Runtime.getRuntime().addShutdownHook(interrupted);
    boolean played = false;
    try {
      play(script);
      played = true;
    } finally {
      tidyUp(played);
      forget(interrupted);
    }
  }

  /** Plays the steps, with the presenter's words before each. */
  private void play(Script script) throws IOException, InterruptedException {
    int number = 0;
    for (TourStep step : STEPS) {
      Script.Scene scene = script.scene(step.title());
      number++;
      stage.title(number + ". " + scene.title());
      stage.words(scene.words());
      step.play(tour);
      stage.show("In the page: %s", scene.page());
      stage.pause(); // after the last one, too: there is still something to click at
    }
  }

  private void interrupted() {
    stage.fallSilent();
    tour.turn().claim();
    System.err.printf("%nTidying up …%n");
    try {
      tidyUp(true);
      System.err.println("What the tour made is gone.");
    } catch (IOException | RuntimeException problem) {
      System.err.println(
          "hq: not all is tidied up; the next tour does it: " + problem.getMessage());
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param strictly whether a problem of it is the tour's; otherwise there is a worse one already
   */
  private void tidyUp(boolean strictly) throws IOException, InterruptedException {
    try {
      removeTraces();
    } catch (NoAnswer | RuntimeException problem) {
      if (strictly) {
        throw problem;
      }
      stage.show("Not all is tidied up; the next tour does it: %s", problem.getMessage());
    }
  }

  private synchronized void removeTraces() throws IOException, InterruptedException {
    if (!tidy) {
      List<String> done = new Traces(tour).remove();
      stage.show("Tidied up: %s.", done.isEmpty() ? "nothing was left" : String.join("; ", done));
      tidy = true;
    }
  }

  private static void forget(Thread hook) throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      while (true) {
        TimeUnit.DAYS.sleep(1); // the hook is at it, with this thread's connections
      }
    }
  }
}
