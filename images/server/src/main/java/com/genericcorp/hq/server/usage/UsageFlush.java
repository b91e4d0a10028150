package com.genericcorp.hq.server.usage;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.status.PartHealth;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what {@link UsageMeter} has counted, in numbered batches of one statement each. A batch
 * whose answer did not come is sent again under its number until the database has answered: it
 * knows the newest number of each process, and counts none twice. What is counted meanwhile waits.
 */
public final class UsageFlush implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageFlush.class);
  private static final int MOST_ROWS = 5_000;

  /** So many counts are recorded without waiting for the second: what a crash may lose. */
  private static final int MANY = 10;

  private static final Duration A_MOMENT = Duration.ofMillis(200);
  private static final Duration LAST_FLUSH = Duration.ofSeconds(4);

  private final UsageMeter meter;
  private final TenantDatabase database;
  private final LimitMetrics metrics;
  private final String source = UUID.randomUUID().toString();
  private final ReentrantLock flushing = new ReentrantLock();
  private volatile long lastFlush = System.nanoTime();
  private long sequence;
  private List<UsageMeter.Row> unrecorded = List.of();
  private volatile boolean failing;

  public UsageFlush(UsageMeter meter, TenantDatabase database, LimitMetrics metrics) {
    this.meter = meter;
    this.database = database;
    this.metrics = metrics;
  }

  /**
   * Records all that was counted before the call.
   *
   * @throws RuntimeException when the database does not take it; the next call tries again
   */
  public void flush() {
    flushing.lock();
    lastFlush = System.nanoTime();
    try {
      if (!unrecorded.isEmpty()) {
        send();
      }
      int taken;
      do {
        unrecorded = meter.take(MOST_ROWS);
        taken = unrecorded.size();
        if (taken > 0) {
          sequence++;
          send();
        }
      } while (taken == MOST_ROWS);
    } catch (RuntimeException problem) {
      metrics.flushFailed();
      if (!failing) {
        LOG.warn("Usage cannot be recorded: {}. It is kept and tried again.", problem.getMessage());
        failing = true;
      }
      throw problem;
    } finally {
      flushing.unlock();
    }
  }

  /**
   * Records when there is much to lose by a crash: ten counts or more. Called every 50 ms, it has a
   * crash lose nine counts, or what is counted in that time and while one batch is recorded.
   */
  public void flushWhenBusy() {
    if (meter.waiting() < MANY || !flushing.tryLock()) {
      return;
    }
    try {
      flush();
    } finally {
      flushing.unlock();
    }
  }

  /** Whether what is counted is recorded, too. */
  public PartHealth health() {
    return failing
        ? PartHealth.degraded(
            "metering", "Usage is counted and kept; it cannot be recorded right now.")
        : PartHealth.ok("metering", "Usage is counted.");
  }

  /** Records what was counted before the call, unless that was done a moment ago; never fails. */
  public void freshen() {
    long last = lastFlush;
    if (System.nanoTime() - last < A_MOMENT.toNanos() || !flushing.tryLock()) {
      return;
    }
    try {
      flush();
    } catch (RuntimeException later) {
      LOG.debug("recorded later", later);
    } finally {
      flushing.unlock();
    }
  }

  private void send() {
    record(sequence, unrecorded);
    unrecorded = List.of();
    if (failing) {
      LOG.info("Usage is recorded again.");
      failing = false;
    }
  }

  /** False when this batch was recorded before. */
  boolean record(long number, List<UsageMeter.Row> rows) {
    String counted = Json.print(rows.stream().map(UsageFlush::json).toList());
    return database.shared(
        handle ->
            handle
                .createQuery("select public.record_usage(:source, :number, :counted::jsonb)")
                .bind("source", source)
                .bind("number", number)
                .bind("counted", counted)
                .mapTo(Boolean.class)
                .one());
  }

  private static Map<String, Object> json(UsageMeter.Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("tenant", row.slot().tenantId());
    fields.put("hour", row.slot().hour().toString());
    fields.put("calls", row.used().apiCalls());
    fields.put("runs", row.used().taskRuns());
    fields.put("seconds", row.used().taskSeconds());
    return fields;
  }

  /** Records what is left; gives up after 4 s, so that a lost database does not hold up a stop. */
  @Override
  public void close() {
    Thread last = new Thread(this::flushForTheLastTime, "usage-last");
    last.setDaemon(true);
    last.start();
    try {
      last.join(LAST_FLUSH.toMillis());
      if (last.isAlive()) {
        LOG.warn("The last second's usage could not be recorded in time.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void flushForTheLastTime() {
    try {
      flush();
    } catch (RuntimeException away) {
      LOG.debug("the last usage is lost", away);
    }
  }
}
