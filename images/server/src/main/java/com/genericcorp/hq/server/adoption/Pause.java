package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.Failed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.postgresql.PGConnection;

/**
 * The time for which the source may not be written to. When it is over, whatever runs is cancelled:
 * the source goes on as it was.
 */
final class Pause implements AutoCloseable {
  private final Duration longest;
  private final Timer timer = new Timer("pause", true);
  private final long began = System.nanoTime();
  private volatile boolean over;

  private Pause(Duration longest) {
    this.longest = longest;
  }

  /** Begins now. */
  static Pause begin(Duration longest, List<Session> sessions) {
    Pause pause = new Pause(longest);
    pause.timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            pause.over = true;
            sessions.forEach(Pause::cancel);
          }
        },
        longest.toMillis());
    return pause;
  }

  private static void cancel(Session session) {
    try {
      session.connection().unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException lost) {
      // The connection is gone, and with it what ran.
      return;
    }
  }

  /**
   * Looks whether it is over.
   *
   * @throws Failed when it is
   */
  void check() {
    if (over) {
      throw failed();
    }
  }

  boolean isOver() {
    return over;
  }

  Failed failed() {
    return new Failed(
        "The longest pause of %d s was over before all was taken over: everything is as it was."
            + " Repeat it with a longer --longest-pause, or when the source may rest.",
        longest.toSeconds());
  }

  Duration lasted() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
