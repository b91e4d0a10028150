package com.genericcorp.hq.server.metrics;

import com.genericcorp.hq.server.cloudwatch.RequestTally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code http_requests_total} and the histogram {@code http_request_duration_seconds}. */
public final class HttpMetrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  // Around the service's goal, a p95 under 500 ms.
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final TenantMeters tenants;
  private final @Nullable RequestTally tally;

  public HttpMetrics(MeterRegistry registry, TenantMeters tenants) {
    this(registry, tenants, null);
  }

  /**
   * @param tally counts the same for CloudWatch, where it is used
   */
  public HttpMetrics(MeterRegistry registry, TenantMeters tenants, @Nullable RequestTally tally) {
    this.registry = registry;
    this.tenants = tenants;
    this.tally = tally;
  }

  /**
   * Records an answered request.
   *
   * @param method as sent; one that HTTP does not know becomes {@code other}
   * @param route the route's template, never the path
   * @param slug the organisation's slug once it is known to exist, else empty
   */
  public void answered(String method, String route, int status, String slug, Duration took) {
    Tags tags = tags(method, route, status);
    tenants.record(
        slug,
        label -> {
          Tags all = tags.and(TenantMeters.LABEL, label);
          count(all);
          Timer.builder("http.request.duration")
              .description("Time from a request's headers to the end of its answer.")
              .serviceLevelObjectives(BUCKETS)
              .tags(all)
              .register(registry)
              .record(took);
        });
    if (tally != null) {
      tally.answered(route, status, slug, took);
    }
  }

  /** Records a stream that has ended: it lasted as long as its reader wished, so only that. */
  public void streamed(String method, String route, int status, String slug) {
    Tags tags = tags(method, route, status);
    tenants.record(slug, label -> count(tags.and(TenantMeters.LABEL, label)));
    if (tally != null) {
      tally.streamed(route, status, slug);
    }
  }

  private static Tags tags(String method, String route, int status) {
    String known = METHODS.contains(method) ? method : "other";
    return Tags.of("method", known, "route", route, "status", Integer.toString(status));
  }

  private void count(Tags tags) {
    Counter.builder("http.requests")
        .description("Requests answered.")
        .tags(tags)
        .register(registry)
        .increment();
  }
}
