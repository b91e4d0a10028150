package com.genericcorp.hq.server.cloudwatch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What was answered since the last line. The registry behind {@code /metrics} cannot tell: it
 * forgets the series of organisations that drop out of the largest.
 */
public final class RequestTally {
  private static final Set<String> HEALTH_CHECKS = Set.of("/health", "/ready");
  private static final String PROBE = "probe";
  private static final int SERVER_ERROR = 500;

  private long requests;
  private long errors;
  private LatencyDistribution latency = new LatencyDistribution();
  private Set<String> organizations = new HashSet<>();

  /** What was counted between two takings. */
  record Taken(long requests, long errors, LatencyDistribution latency, int organizations) {}

  /**
   * Counts an answered request.
   *
   * @param route the route's template
   * @param slug the organisation's slug once it is known to exist, else empty
   */
  public synchronized void answered(String route, int status, String slug, Duration took) {
    if (count(route, status, slug)) {
      latency.add(took);
    }
  }

  /** Counts a stream that has ended: it lasted as long as its reader wished. */
  public synchronized void streamed(String route, int status, String slug) {
    boolean unused = count(route, status, slug);
  }

  private boolean count(String route, int status, String slug) {
    if (HEALTH_CHECKS.contains(route)) {
      return false;
    }
    requests++;
    if (status >= SERVER_ERROR) {
      errors++;
    }
    if (!slug.isEmpty() && !slug.equals(PROBE)) {
      organizations.add(slug);
    }
    return true;
  }

  /** Takes away what was counted: each request is in one taking, once. */
  synchronized Taken take() {
    Taken taken = new Taken(requests, errors, latency, organizations.size());
    requests = 0;
    errors = 0;
    latency = new LatencyDistribution();
    organizations = new HashSet<>();
    return taken;
  }
}
