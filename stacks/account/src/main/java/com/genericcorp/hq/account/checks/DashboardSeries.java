package com.genericcorp.hq.account.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/** The metrics that a dashboard's body draws, each written out as our program writes them. */
final class DashboardSeries {
  private DashboardSeries() {}

  /**
   * The metrics, each once, in their order.
   *
   * @param name the dashboard's, for the error
   */
  static List<Metric> of(String name, String body) {
    Set<Metric> metrics = new LinkedHashSet<>();
    try {
      for (JsonNode widget : Json.mapper().readTree(body).path("widgets")) {
        for (JsonNode series : widget.path("properties").path("metrics")) {
          metrics.add(metric(series));
        }
      }
    } catch (JsonProcessingException problem) {
      throw new Failed("the body of %s is no JSON: %s", name, problem.getOriginalMessage());
    }
    return List.copyOf(metrics);
  }

  /** Namespace, name, then pairs of dimension and value, then how it is drawn. */
  private static Metric metric(JsonNode series) {
    List<Dimension> dimensions = new ArrayList<>();
    for (int at = 2; at + 1 < series.size() && series.get(at).isTextual(); at += 2) {
      dimensions.add(
          Dimension.builder()
              .name(series.get(at).asText())
              .value(series.get(at + 1).asText())
              .build());
    }
    return Metric.builder()
        .namespace(series.path(0).asText())
        .metricName(series.path(1).asText())
        .dimensions(dimensions)
        .build();
  }
}
