package com.genericcorp.hq.server.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * One line a minute in CloudWatch's Embedded Metric Format: a log line that CloudWatch reads
 * metrics out of, so that a server needs neither a right nor a way to send them. What is counted is
 * told as the difference since the last line.
 *
 * <p>The format: "Specification: Embedded metric format" in Amazon CloudWatch's guide. A target
 * with values and how often each occurred is what AWS's own exporter for OpenTelemetry
 * (awsemfexporter) writes of histograms.
 */
public final class CloudWatchLines implements AutoCloseable {
  private static final String DIMENSION = "Environment";

  private final ObjectMapper json = new ObjectMapper();
  private final String namespace;
  private final String environment;
  private final RequestTally tally;
  private final DoubleSupplier poolInUse;
  private final LongSupplier tasksQueued;
  private final Clock clock;
  private final Consumer<String> out;
  private Instant minute;
  private double fullestPool;
  private long mostQueued;
  private boolean closed;

  /**
   * @param poolInUse the fullest pool of this moment, in percent
   * @param out is given each line, without its end
   */
  public CloudWatchLines(
      String namespace,
      String environment,
      RequestTally tally,
      DoubleSupplier poolInUse,
      LongSupplier tasksQueued,
      Clock clock,
      Consumer<String> out) {
    this.namespace = namespace;
    this.environment = environment;
    this.tally = tally;
    this.poolInUse = poolInUse;
    this.tasksQueued = tasksQueued;
    this.clock = clock;
    this.out = out;
    this.minute = thisMinute();
  }

  /** Looks how full things are; once a minute has ended, writes its line. */
  public synchronized void look() {
    if (closed) {
      return;
    }
    Instant now = thisMinute();
    if (!now.equals(minute)) {
      write();
      minute = now;
    }
    fullestPool = Math.max(fullestPool, poolInUse.getAsDouble());
    mostQueued = Math.max(mostQueued, tasksQueued.getAsLong());
  }

  /** Writes what the last line did not have. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      write();
    }
  }

  private void write() {
    RequestTally.Taken taken = tally.take();
    Map<CloudWatchMetric, Object> values = new EnumMap<>(CloudWatchMetric.class);
    values.put(CloudWatchMetric.REQUESTS, taken.requests());
    values.put(CloudWatchMetric.ERRORS, taken.errors());
    if (!taken.latency().isEmpty()) {
      values.put(CloudWatchMetric.LATENCY, target(taken.latency().entry()));
    }
    values.put(CloudWatchMetric.POOL_IN_USE, fullestPool);
    values.put(CloudWatchMetric.TASKS_QUEUED, mostQueued);
    values.put(CloudWatchMetric.ORGANIZATIONS_ACTIVE, taken.organizations());
    fullestPool = 0;
    mostQueued = 0;
    out.accept(line(values));
  }

  private String line(Map<CloudWatchMetric, Object> values) {
    List<Map<String, String>> definitions = new ArrayList<>();
    values
        .keySet()
        .forEach(
            metric -> definitions.add(Map.of("Name", metric.spelling(), "Unit", metric.unit())));
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", namespace);
    directive.put("Dimensions", List.of(List.of(DIMENSION)));
    directive.put("Metrics", definitions);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("Timestamp", minute.toEpochMilli());
    metadata.put("CloudWatchMetrics", List.of(directive));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("_aws", metadata);
    line.put(DIMENSION, environment);
    values.forEach((metric, value) -> line.put(metric.spelling(), value));
    try {
      return json.writeValueAsString(line);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> target(LatencyDistribution.Entry latency) {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("Values", latency.values());
    target.put("Counts", latency.counts());
    target.put("Max", latency.max());
    target.put("Min", latency.min());
    target.put("Count", latency.count());
    target.put("Sum", latency.sum());
    return target;
  }

  private Instant thisMinute() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }
}
