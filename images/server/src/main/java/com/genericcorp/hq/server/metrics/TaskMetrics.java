package com.genericcorp.hq.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** How tasks end, and how full the queue is. */
public final class TaskMetrics {
  /** The queue at one moment. Ages are in seconds; 0 when nothing waits. */
  public record Queue(long waiting, long running, double oldestSeconds) {
    public static final Queue EMPTY = new Queue(0, 0, 0);
  }

  private final MeterRegistry registry;
  private final TenantMeters tenants;
  private volatile Queue queue = Queue.EMPTY;

  public TaskMetrics(MeterRegistry registry, TenantMeters tenants) {
    this.registry = registry;
    this.tenants = tenants;
    gauge("tasks.waiting", "Tasks in the queue that nobody runs.", () -> queue.waiting());
    gauge("tasks.leased", "Tasks that some server runs.", () -> queue.running());
    gauge(
        "tasks.oldest.waiting.seconds",
        "How long the longest waiting task has been due.",
        () -> queue.oldestSeconds());
  }

  /** Counts the end of one run of a task: succeeded, failed, retried, cancelled, returned, lost. */
  public void ended(String slug, String outcome) {
    tenants.record(
        slug,
        label ->
            Counter.builder("tasks")
                .description("Runs of tasks by how they ended.")
                .tags("outcome", outcome, TenantMeters.LABEL, label)
                .register(registry)
                .increment());
  }

  public void queue(Queue now) {
    queue = now;
  }

  /** The queue as it was lately. */
  public Queue queue() {
    return queue;
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(registry);
  }
}
