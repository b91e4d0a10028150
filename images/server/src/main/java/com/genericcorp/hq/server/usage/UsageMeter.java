package com.genericcorp.hq.server.usage;

import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what organisations use, by hour of its end. Counting touches memory alone; {@link
 * UsageFlush} takes what was counted away and records it.
 */
public final class UsageMeter {
  // An organisation needs one for each hour in which it did something that is not recorded yet.
  private static final int MOST_SLOTS = 50_000;

  /** Whose use, in which hour (UTC). */
  record Slot(String tenantId, Instant hour) {}

  /** What was used. */
  record Used(long apiCalls, long taskRuns, double taskSeconds) {
    Used and(Used more) {
      return new Used(
          apiCalls + more.apiCalls, taskRuns + more.taskRuns, taskSeconds + more.taskSeconds);
    }
  }

  /** One row to record. */
  record Row(Slot slot, Used used) {}

  private static final Used ONE_CALL = new Used(1, 0, 0);

  private final Clock clock;
  private final LimitMetrics metrics;
  private final int mostSlots;
  private final Map<Slot, Used> slots = new ConcurrentHashMap<>();
  private final LongAdder waiting = new LongAdder();

  public UsageMeter(Clock clock, LimitMetrics metrics) {
    this(clock, metrics, MOST_SLOTS);
  }

  UsageMeter(Clock clock, LimitMetrics metrics, int mostSlots) {
    this.clock = clock;
    this.metrics = metrics;
    this.mostSlots = mostSlots;
  }

  public void apiCall(Tenant tenant) {
    add(tenant, ONE_CALL);
  }

  /** Counts an attempt at a task that has ended, however it did, and the time that it took here. */
  public void taskRun(Tenant tenant, Duration took) {
    add(tenant, new Used(0, 1, seconds(took)));
  }

  /** Counts time spent on an attempt that goes on elsewhere, or later. */
  public void taskTime(Tenant tenant, Duration took) {
    add(tenant, new Used(0, 0, seconds(took)));
  }

  private static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }

  private void add(Tenant tenant, Used used) {
    Slot slot = new Slot(tenant.id(), clock.instant().truncatedTo(ChronoUnit.HOURS));
    if (slots.size() >= mostSlots && !slots.containsKey(slot)) {
      metrics.usageLost();
      return;
    }
    slots.merge(slot, used, Used::and);
    waiting.increment();
  }

  /** About how many counts are not taken away yet. */
  long waiting() {
    return waiting.sum();
  }

  /** Takes away at most so many rows of what was counted: each count is in one of them, once. */
  List<Row> take(int most) {
    waiting.reset();
    List<Row> rows = new ArrayList<>();
    for (Slot slot : slots.keySet()) {
      if (rows.size() == most) {
        break;
      }
      Used used = slots.remove(slot);
      if (used != null) {
        rows.add(new Row(slot, used));
      }
    }
    return rows;
  }
}
