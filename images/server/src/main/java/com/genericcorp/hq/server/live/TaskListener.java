package com.genericcorp.hq.server.live;

import com.genericcorp.hq.server.database.Columns;
import com.genericcorp.hq.server.database.ConnectionSource;
import com.genericcorp.hq.server.tasks.TaskChanges;
import com.genericcorp.hq.server.tenancy.Freshness;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the database announces of tasks, on one connection of its own, which is made anew
 * whenever it is lost. The database keeps nothing for who does not listen: after each gap it says
 * since when something may have been missed.
 */
final class TaskListener implements AutoCloseable {
  /** A connection that does not answer for so long is given up. */
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TaskListener.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration WAIT = Duration.ofMillis(200);
  // With one wait more it is well within what Freshness takes for heard.
  private static final Duration ASK_WHETHER_IT_LIVES = Duration.ofMillis(200);
  private static final String ACCESS = "access_changed";
  private static final Pattern ANNOUNCED =
      Pattern.compile("([a-z0-9]{10}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final ConnectionSource source;
  private final BiConsumer<String, UUID> changed;
  private final Consumer<Instant> missed;
  private final Freshness freshness;
  private final Thread thread;
  private volatile @Nullable Connection connection;
  private volatile boolean stopped;
  // Up to when everything was heard; before the first connection, when nobody listened yet.
  private volatile long heardAt = System.nanoTime();
  private volatile boolean listening;
  // Whether it is not the database itself that answers.
  private volatile boolean pooled;

  /**
   * @param changed is told the organisation's and the task's id; must not block
   * @param missed is told since when changes may have gone unheard, by the database's clock
   * @param freshness is told of changed organisations, keys and people
   */
  TaskListener(
      ConnectionSource source,
      BiConsumer<String, UUID> changed,
      Consumer<Instant> missed,
      Freshness freshness) {
    this.source = source;
    this.changed = changed;
    this.missed = missed;
    this.freshness = freshness;
    this.thread = new Thread(this::listenUntilStopped, "live-listener");
    thread.setDaemon(true);
  }

  void begin() {
    thread.start();
  }

  /** Whether changes are heard now. */
  boolean listening() {
    return listening
        && !pooled
        && System.nanoTime() - heardAt
            < ASK_WHETHER_IT_LIVES.plus(LONGEST_ANSWER).plus(WAIT).toNanos();
  }

  private void listenUntilStopped() {
    Duration pause = FIRST_PAUSE;
    while (!stopped) {
      try (Connection opened = source.getConnection()) {
        connection = opened;
        begin(opened);
        pause = FIRST_PAUSE;
        while (!stopped) {
          hear(opened);
        }
      } catch (SQLException | RuntimeException | Error lost) {
        // Errors, too: this thread must outlive a moment without memory.
        if (listening && !stopped) {
          LOG.warn("Changed tasks are not heard of: {}. Trying again.", lost.getMessage());
        }
      }
      listening = false;
      connection = null;
      pause = rested(pause);
    }
  }

  private void begin(Connection opened) throws SQLException {
    try (Statement statement = opened.createStatement()) {
      statement.execute("listen " + TaskChanges.CHANNEL);
      statement.execute("listen " + ACCESS);
    }
    freshness.changed();
    long unheardSince = heardAt;
    Instant now = ask(opened);
    Duration gap = Duration.ofNanos(System.nanoTime() - unheardSince);
    listening = true;
    LOG.info("Changed tasks are heard of.");
    missed.accept(now.minus(gap));
  }

  private void hear(Connection opened) throws SQLException {
    take(opened.unwrap(PGConnection.class).getNotifications((int) WAIT.toMillis()));
    if (System.nanoTime() - heardAt > ASK_WHETHER_IT_LIVES.toNanos()) {
      ask(opened);
    }
  }

  private void take(PGNotification @Nullable [] announced) {
    if (announced == null) {
      return;
    }
    for (PGNotification one : announced) {
      Matcher ids = ANNOUNCED.matcher(one.getParameter());
      if (one.getName().equals(ACCESS)) {
        freshness.changed();
      } else if (ids.matches()) {
        changed.accept(ids.group(1), UUID.fromString(ids.group(2)));
      }
    }
  }

  /** The database's time. What was announced until then has arrived, or does so with the answer. */
  private Instant ask(Connection opened) throws SQLException {
    long asked = System.nanoTime();
    try (Statement statement = opened.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp(), pg_backend_pid()")) {
      row.next();
      Instant now = Columns.instant(row, "clock_timestamp");
      heardAt = asked;
      // What came with the answer; without it "heard" would be said too early.
      take(opened.unwrap(PGConnection.class).getNotifications());
      // A transaction pooler answers as well, of whichever backend: announcements do not come
      // through.
      boolean direct =
          row.getInt("pg_backend_pid") == opened.unwrap(PGConnection.class).getBackendPID();
      if (direct) {
        freshness.heard(asked);
      } else if (!pooled) {
        LOG.warn(
            "A pooler stands between this server and its database: changed tasks are not heard of."
                + " Let DATABASE_HOST lead to the database itself.");
      }
      pooled = !direct;
      return now;
    }
  }

  private Duration rested(Duration pause) {
    try {
      if (!stopped) {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      }
    } catch (InterruptedException ended) {
      stopped = true;
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException gone) {
        LOG.debug("gone already", gone);
      }
    }
    try {
      thread.join(WAIT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
