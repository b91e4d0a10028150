package com.genericcorp.hq.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** {@code requests_limited_total} by the limit's {@code kind}; whether usage can be recorded. */
public final class LimitMetrics {
  private final MeterRegistry registry;
  private final Counter flushFailures;
  private final Counter lost;

  public LimitMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.flushFailures =
        Counter.builder("usage.flush.failures")
            .description("Batches of usage that could not be recorded; they are tried again.")
            .register(registry);
    this.lost =
        Counter.builder("usage.lost")
            .description("Counts given up, as too many waited for the database.")
            .register(registry);
  }

  /**
   * Counts something that a limit refused.
   *
   * @param kind organization, key, address, agents, tasks, storage, …
   */
  public void refused(String kind) {
    Counter.builder("requests.limited")
        .description("Requests that a limit refused.")
        .tag("kind", kind)
        .register(registry)
        .increment();
  }

  public void flushFailed() {
    flushFailures.increment();
  }

  public void usageLost() {
    lost.increment();
  }
}
