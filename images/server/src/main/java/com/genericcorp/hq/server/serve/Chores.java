package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server does for itself every now and then. */
final class Chores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

  // As many as wait for the database when it is away, so that none holds up the others.
  private static final int THREADS = 5;

  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "chores");
            thread.setDaemon(true);
            return thread;
          });

  void once(Runnable chore) {
    timer.execute(guarded(chore));
  }

  /** Now, and again so long after each end. */
  void every(Duration period, Runnable chore) {
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(guarded(chore), 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A chore that throws would never be done again. */
  private static Runnable guarded(Runnable chore) {
    return () -> {
      try {
        chore.run();
      } catch (DatabaseUnavailable away) {
        LOG.debug("not now", away);
      } catch (RuntimeException problem) {
        LOG.debug("A chore failed.", problem);
      }
    };
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
