package com.genericcorp.hq.server.cloudwatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How full the cohorts' connection pools are, as HikariCP reports it to the registry. */
public record PoolUse(MeterRegistry registry) {
  // Not the pool of one connection that watches the database.
  private static final String COHORT = "cohort-";
  private static final String POOL = "pool";

  /** The fullest pool, in percent; 0 while there is none. */
  public double fullest() {
    return registry.find("hikaricp.connections.active").gauges().stream()
        .mapToDouble(this::percent)
        .max()
        .orElse(0);
  }

  private double percent(Gauge active) {
    String pool = active.getId().getTag(POOL);
    Gauge most = registry.find("hikaricp.connections.max").tag(POOL, String.valueOf(pool)).gauge();
    if (pool == null || !pool.startsWith(COHORT) || most == null || most.value() == 0) {
      return 0;
    }
    return Math.round(1000 * active.value() / most.value()) / 10.0;
  }
}
