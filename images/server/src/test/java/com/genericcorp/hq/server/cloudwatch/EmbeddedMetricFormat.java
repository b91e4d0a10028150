package com.genericcorp.hq.server.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The rules of "Specification: Embedded metric format" in Amazon CloudWatch's guide, by which it
 * drops a line without a word, and the form of a target that its exporter for OpenTelemetry writes.
 */
public final class EmbeddedMetricFormat {
  private static final Set<String> UNITS = Set.of("Count", "Milliseconds", "Percent");
  private static final int LONGEST_NAME = 1024;
  private static final int MOST_VALUES = 100;
  private static final int MOST_DIMENSIONS = 30;

  private EmbeddedMetricFormat() {}

  /** The lines of a log that are in the format, each checked. */
  public static List<JsonNode> linesIn(String log) {
    return log.lines()
        .map(EmbeddedMetricFormat::parse)
        .filter(line -> line.has("_aws"))
        .peek(EmbeddedMetricFormat::check)
        .toList();
  }

  /** The sum of a metric over lines: of latency, how many there were. */
  public static long sum(List<JsonNode> lines, CloudWatchMetric metric) {
    return lines.stream()
        .map(line -> line.path(metric.spelling()))
        .mapToLong(value -> value.isObject() ? value.get("Count").asLong() : value.asLong())
        .sum();
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException problem) {
      throw new AssertionError("not one JSON object a line: " + line, problem);
    }
  }

  private static void check(JsonNode line) {
    JsonNode metadata = line.get("_aws");
    assertThat(metadata.get("Timestamp").isIntegralNumber()).isTrue();
    assertThat(metadata.get("Timestamp").asLong()).isGreaterThan(1_000_000_000_000L);
    JsonNode directives = metadata.get("CloudWatchMetrics");
    assertThat(directives.isArray()).isTrue();
    for (JsonNode directive : directives) {
      assertThat(directive.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("Namespace", "Dimensions", "Metrics");
      assertThat(directive.get("Namespace").asText()).matches("[A-Za-z0-9._/#:-]{1,255}");
      for (JsonNode set : directive.get("Dimensions")) {
        assertThat(set.size()).isBetween(1, MOST_DIMENSIONS);
        for (JsonNode dimension : set) {
          assertThat(line.path(dimension.asText()).isTextual()).isTrue();
          assertThat(line.path(dimension.asText()).asText()).hasSizeBetween(1, LONGEST_NAME);
        }
      }
      checkMetrics(line, directive.get("Metrics"));
    }
  }

  private static void checkMetrics(JsonNode line, JsonNode metrics) {
    assertThat(metrics.size()).isBetween(1, MOST_VALUES);
    Set<String> names = new HashSet<>();
    for (JsonNode metric : metrics) {
      String name = metric.get("Name").asText();
      assertThat(name).hasSizeBetween(1, LONGEST_NAME);
      assertThat(names.add(name)).as("%s is defined once", name).isTrue();
      assertThat(UNITS).contains(metric.get("Unit").asText());
      JsonNode target = line.path(name);
      assertThat(target.isNumber() || isDistribution(target)).as("%s: %s", name, target).isTrue();
    }
  }

  private static boolean isDistribution(JsonNode target) {
    JsonNode values = target.path("Values");
    JsonNode counts = target.path("Counts");
    long count = 0;
    for (JsonNode one : counts) {
      assertThat(one.asLong()).isPositive();
      count += one.asLong();
    }
    return values.size() > 0
        && values.size() <= MOST_VALUES
        && values.size() == counts.size()
        && count == target.path("Count").asLong()
        && StreamSupport.stream(values.spliterator(), false)
            .allMatch(
                value ->
                    value.asDouble() >= target.path("Min").asDouble()
                        && value.asDouble() <= target.path("Max").asDouble())
        && target.path("Sum").isNumber();
  }
}
