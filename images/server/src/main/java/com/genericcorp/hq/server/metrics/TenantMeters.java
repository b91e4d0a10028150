package com.genericcorp.hq.server.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Meters with a {@code tenant} label, of which there are never more than the bound: those of an
 * organisation that lost its label are removed in the same moment, and no late request can bring
 * them back.
 */
public final class TenantMeters {
  static final String LABEL = "tenant";

  private final MeterRegistry registry;
  private final TenantLabels labels;

  /**
   * @param most how many organisations have series of their own at once
   */
  public TenantMeters(MeterRegistry registry, int most) {
    this.registry = registry;
    this.labels = new TenantLabels(most);
  }

  /**
   * Counts something of an organisation.
   *
   * @param slug the organisation's, as the registry knows it; empty for none
   * @param recording is given the label under which to record
   */
  synchronized void record(String slug, Consumer<String> recording) {
    recording.accept(labels.count(slug));
  }

  /** Ranks the organisations anew by what was counted of late. */
  public synchronized void rank() {
    Set<String> lost = labels.rank();
    if (lost.isEmpty()) {
      return;
    }
    for (Meter meter : registry.getMeters()) {
      String tenant = meter.getId().getTag(LABEL);
      if (tenant != null && lost.contains(tenant)) {
        registry.remove(meter);
      }
    }
  }
}
