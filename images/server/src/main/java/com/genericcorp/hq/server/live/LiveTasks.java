package com.genericcorp.hq.server.live;

import com.genericcorp.hq.server.database.ConnectionSource;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.EventStream;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.status.PartHealth;
import com.genericcorp.hq.server.tasks.Task;
import com.genericcorp.hq.server.tenancy.Freshness;
import com.genericcorp.hq.server.tenancy.SuspensionWatch;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Event streams of tasks as they change: one listening connection for the process, one {@link
 * Channel} for each organisation that somebody watches. Threads are few and none waits for a
 * reader.
 */
public final class LiveTasks implements AutoCloseable, SuspensionWatch.Running {
  private static final String PART = "live-updates";
  private static final int READERS = 4;
  private static final int CHECKERS = 2;
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final StreamPlaces places = new StreamPlaces(StreamPlaces.Limits.USUAL);
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, daemons("live-timer"));
  private final ExecutorService readers;
  private final ExecutorService checkers =
      Executors.newFixedThreadPool(CHECKERS, daemons("live-check"));
  private final Channel.Means means;
  private final TaskListener listener;
  private volatile boolean closed;

  /**
   * Streams that hear of nothing before {@link #begin}.
   *
   * @param json how a task is shown, on one line
   * @param poolSize of how many connections at most half may read changed tasks
   * @param freshness is told of changed organisations, keys and people
   */
  public LiveTasks(
      TenantDatabase database,
      Gateways gateways,
      int poolSize,
      Function<Task, String> json,
      Freshness freshness) {
    readers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(READERS, poolSize / 2)), daemons("live-reader"));
    timer.setRemoveOnCancelPolicy(true);
    means = new Channel.Means(database, json, timer, readers);
    ConnectionSource source = gateways.listening(TaskListener.LONGEST_ANSWER);
    listener = new TaskListener(source, this::changed, this::catchUp, freshness);
  }

  public void begin() {
    listener.begin();
  }

  /**
   * Opens a stream of the caller's organisation.
   *
   * @param stillAllowed asked every now and then; false ends the stream
   * @param lastEventId the id of the last event that the reader saw, if it comes back
   * @throws com.genericcorp.hq.server.http.ProblemException 429 when there are too many, 503 when
   *     the server stops
   */
  public Consumer<EventStream> open(
      Caller caller, BooleanSupplier stillAllowed, Optional<String> lastEventId) {
    if (closed) {
      throw new Problem(503, "The server is stopping; try again shortly.")
          .with("Retry-After", "1")
          .exception();
    }
    Runnable place = places.take(caller);
    return stream -> joined(caller.tenant(), stream, stillAllowed, lastEventId, place);
  }

  private void joined(
      Tenant tenant,
      EventStream stream,
      BooleanSupplier stillAllowed,
      Optional<String> lastEventId,
      Runnable place) {
    Heartbeat heartbeat = new Heartbeat(stream, stillAllowed, timer, checkers);
    // In one step with the last one's leaving: a stream is never in a channel that was given up.
    Channel unused =
        channels.compute(
            tenant.id(),
            (id, known) -> {
              Channel channel = known == null ? new Channel(tenant, means) : known;
              channel.join(stream, lastEventId);
              return channel;
            });
    stream.whenEnded(
        () -> {
          place.run();
          heartbeat.stop();
          channels.computeIfPresent(
              tenant.id(), (id, channel) -> channel.leave(stream) ? null : channel);
        });
    heartbeat.begin();
    if (closed) {
      stream.end();
    }
  }

  private void changed(String tenantId, UUID task) {
    Channel channel = channels.get(tenantId);
    if (channel != null) {
      channel.changed(task);
    }
  }

  private void catchUp(Instant since) {
    Instant surely = since.minus(Channel.OVERLAP);
    channels.values().forEach(channel -> channel.catchUp(surely));
  }

  @Override
  public Set<String> tenants() {
    return Set.copyOf(channels.keySet());
  }

  @Override
  public void end(Set<String> notServed) {
    notServed.stream()
        .flatMap(id -> Optional.ofNullable(channels.get(id)).stream())
        .flatMap(channel -> channel.streams().stream())
        .forEach(EventStream::end);
  }

  /** How many streams are open. */
  public int streams() {
    return places.all();
  }

  public PartHealth health() {
    return listener.listening()
        ? PartHealth.ok(PART, "Changes are shown as they happen.")
        : PartHealth.degraded(PART, "Changes are shown late: word of them does not arrive.");
  }

  /** Ends all streams, within a second. */
  @Override
  public void close() {
    closed = true;
    listener.close();
    all().forEach(EventStream::end);
    long patience = System.nanoTime() + LAST_WORDS.toNanos();
    try {
      while (!channels.isEmpty() && System.nanoTime() < patience) {
        Thread.sleep(10);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    all().forEach(EventStream::cut);
    timer.shutdownNow();
    readers.shutdownNow();
    checkers.shutdownNow();
  }

  private List<EventStream> all() {
    return channels.values().stream().flatMap(channel -> channel.streams().stream()).toList();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
