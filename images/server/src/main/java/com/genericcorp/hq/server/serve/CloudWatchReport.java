package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.server.cloudwatch.CloudWatchLines;
import com.genericcorp.hq.server.cloudwatch.PoolUse;
import com.genericcorp.hq.server.cloudwatch.RequestTally;
import com.genericcorp.hq.server.logging.Logging;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The metrics for CloudWatch, where {@code METRICS_NAMESPACE} asks for them; else nothing. */
final class CloudWatchReport implements AutoCloseable {
  /** How often to look. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  private final @Nullable RequestTally tally;
  private final @Nullable CloudWatchLines lines;

  CloudWatchReport(ServeSettings settings, MeterRegistry registry, TaskMetrics tasks) {
    if (settings.metricsNamespace().isEmpty()) {
      tally = null;
      lines = null;
      return;
    }
    RequestTally counted = new RequestTally();
    tally = counted;
    lines =
        new CloudWatchLines(
            settings.metricsNamespace().get(),
            settings.environment(),
            counted,
            new PoolUse(registry)::fullest,
            () -> tasks.queue().waiting(),
            Clock.systemUTC(),
            Logging::line);
  }

  /** What is to count requests, if anything. */
  @Nullable RequestTally tally() {
    return tally;
  }

  void look() {
    if (lines != null) {
      lines.look();
    }
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
    }
  }
}
