package com.genericcorp.hq.server.live;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.http.EventStream;
import com.genericcorp.hq.server.tasks.Task;
import com.genericcorp.hq.server.tasks.TaskChanges;
import com.genericcorp.hq.server.tenancy.NotServed;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One organisation's streams. Changes are gathered for a moment, read in one query and sent as one
 * text to all. Readings follow one another, so that no reader is told something older than before.
 */
final class Channel {
  /** More changes than this at once are not sent one by one. */
  static final int MOST_AT_ONCE = 500;

  /**
   * How long before it is seen a change may be dated: its transaction must have ended by then. The
   * database ends statements after 15 s.
   */
  static final Duration OVERLAP = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
  private static final Duration GATHERING = Duration.ofMillis(20);
  private static final Duration AGAIN = Duration.ofMillis(500);

  /** What all organisations' channels use. */
  record Means(
      TenantDatabase database,
      Function<Task, String> json,
      ScheduledExecutorService timer,
      Executor readers) {}

  private final Tenant tenant;
  private final Means means;
  private final Set<EventStream> members = new HashSet<>();
  private final Set<EventStream> greeted = new HashSet<>();
  private final Set<UUID> changed = new HashSet<>();
  private final Queue<Runnable> readings = new ArrayDeque<>();
  private boolean tooMany;
  private boolean gathering;
  private boolean reading;

  Channel(Tenant tenant, Means means) {
    this.tenant = tenant;
    this.means = means;
  }

  /** Takes in a stream; it is sent everything that changes from now on. */
  synchronized void join(EventStream stream, Optional<String> lastEventId) {
    members.add(stream);
    read(() -> greet(stream, lastEventId));
  }

  /** Lets a stream go; true when there is none left. */
  synchronized boolean leave(EventStream stream) {
    members.remove(stream);
    greeted.remove(stream);
    return members.isEmpty();
  }

  synchronized List<EventStream> streams() {
    return List.copyOf(members);
  }

  /** A task was made or changed. */
  synchronized void changed(UUID task) {
    if (changed.size() < MOST_AT_ONCE) {
      changed.add(task);
    } else if (!changed.contains(task)) {
      tooMany = true;
    }
    gather(GATHERING);
  }

  /** Sends again what changed later than this: word of it may have been missed. */
  void catchUp(Instant since) {
    read(
        () ->
            send(
                means
                    .database()
                    .inTenant(
                        tenant, handle -> TaskChanges.since(handle, since, MOST_AT_ONCE + 1))));
  }

  private synchronized void gather(Duration pause) {
    if (!gathering) {
      gathering = true;
      later(pause, () -> read(this::tell));
    }
  }

  private void tell() {
    Set<UUID> ids;
    boolean all;
    synchronized (this) {
      gathering = false;
      ids = new HashSet<>(changed);
      all = tooMany;
      changed.clear();
      tooMany = false;
    }
    if (all) {
      sendAll(Events.RESET);
    } else if (!ids.isEmpty()) {
      try {
        send(means.database().inTenant(tenant, handle -> TaskChanges.of(handle, ids)));
      } catch (DatabaseUnavailable away) {
        synchronized (this) {
          changed.addAll(ids);
          gather(AGAIN);
        }
      }
    }
  }

  private void greet(EventStream stream, Optional<String> lastEventId) {
    byte[] events = means.database().inTenant(tenant, handle -> greeting(handle, lastEventId));
    stream.send(events);
    synchronized (this) {
      if (members.contains(stream)) {
        greeted.add(stream);
      }
    }
  }

  private byte[] greeting(Handle handle, Optional<String> lastEventId) {
    Instant now = TaskChanges.now(handle);
    if (lastEventId.isEmpty()) {
      return Events.hello(now);
    }
    Optional<Instant> seen =
        lastEventId.flatMap(Events::time).filter(time -> time.isBefore(now.plus(OVERLAP)));
    List<Task> missed =
        seen.isEmpty()
            ? List.of()
            : TaskChanges.since(handle, seen.get().minus(OVERLAP), MOST_AT_ONCE + 1);
    if (seen.isEmpty() || missed.size() > MOST_AT_ONCE) {
      // What was missed is too much, or the id is none of this database's.
      return Events.both(Events.hello(now), Events.RESET);
    }
    return Events.both(Events.hello(seen.get()), text(missed));
  }

  private void send(List<Task> tasks) {
    if (tasks.size() > MOST_AT_ONCE) {
      sendAll(Events.RESET);
    } else if (!tasks.isEmpty()) {
      sendAll(text(tasks));
    }
  }

  private void sendAll(byte[] events) {
    Collection<EventStream> all;
    synchronized (this) {
      all = List.copyOf(greeted);
    }
    all.forEach(stream -> stream.send(events));
  }

  private byte[] text(List<Task> tasks) {
    StringBuilder text = new StringBuilder(tasks.size() * 512);
    for (Task task : tasks) {
      text.append(Events.task(task.updatedAt(), means.json().apply(task)));
    }
    return Events.bytes(text.toString());
  }

  /** Reads after everything that is to be read already. */
  private synchronized void read(Runnable reading) {
    readings.add(reading);
    if (!this.reading) {
      this.reading = true;
      execute(this::readNext);
    }
  }

  private void readNext() {
    Runnable next;
    synchronized (this) {
      Runnable first = readings.poll();
      if (first == null || members.isEmpty()) {
        reading = false;
        readings.clear();
        return;
      }
      next = first;
    }
    try {
      next.run();
    } catch (NotServed over) {
      LOG.debug("its streams end", over);
      streams().forEach(EventStream::end);
    } catch (DatabaseUnavailable away) {
      LOG.debug("read again", away);
      later(AGAIN, () -> read(next));
    } catch (RuntimeException fault) {
      // Readers that come back load anew what they show.
      LOG.error("Changed tasks could not be read.", fault);
      streams().forEach(EventStream::end);
    }
    // One at a time, so that an organisation with many changes does not keep the others waiting.
    execute(this::readNext);
  }

  private void execute(Runnable work) {
    try {
      means.readers().execute(work);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("stopped", stopped);
    }
  }

  private void later(Duration pause, Runnable work) {
    try {
      means.timer().schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("stopped", stopped);
    }
  }
}
