package com.genericcorp.hq.server.live;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.http.EventStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every 10 s that a stream lives, by which one whose reader is gone is found out, and asks
 * whether its reader may still have it.
 */
final class Heartbeat {
  static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private final EventStream stream;
  private final BooleanSupplier stillAllowed;
  private final ScheduledExecutorService timer;
  private final Executor checkers;
  private final AtomicBoolean checking = new AtomicBoolean();
  private @Nullable ScheduledFuture<?> beats;
  private boolean stopped;

  Heartbeat(
      EventStream stream,
      BooleanSupplier stillAllowed,
      ScheduledExecutorService timer,
      Executor checkers) {
    this.stream = stream;
    this.stillAllowed = stillAllowed;
    this.timer = timer;
    this.checkers = checkers;
  }

  synchronized void begin() {
    if (stopped) {
      return;
    }
    try {
      beats =
          timer.scheduleAtFixedRate(
              this::beat, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      stream.end();
    }
  }

  synchronized void stop() {
    stopped = true;
    if (beats != null) {
      beats.cancel(false);
    }
  }

  private void beat() {
    stream.send(Events.COMMENT);
    // The question may wait for the database: one at a time, and not on the timer's thread.
    if (checking.compareAndSet(false, true)) {
      try {
        checkers.execute(this::check);
      } catch (RejectedExecutionException closed) {
        LOG.debug("the server stops", closed);
      }
    }
  }

  private void check() {
    try {
      if (!stillAllowed.getAsBoolean()) {
        stream.end();
      }
    } catch (DatabaseUnavailable away) {
      // Nothing new can be read then either.
      LOG.debug("asked again later", away);
    } catch (RuntimeException fault) {
      LOG.error("Whether a stream may go on could not be found out.", fault);
      stream.end();
    } finally {
      checking.set(false);
    }
  }
}
