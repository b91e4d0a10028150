package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.cli.Json;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dashboard's body: graphs in two columns, in the order in which they are added. */
final class Board {
  private static final int COLUMNS = 2;
  private static final int WIDTH = 12;
  private static final int HEIGHT = 6;
  private static final int PERIOD_SECONDS = 300;

  private final String region;
  private final List<Output<Map<String, Object>>> widgets = new ArrayList<>();

  Board(String region) {
    this.region = region;
  }

  /** Adds a graph of series over time. */
  Board graph(String title, Metric... metrics) {
    int place = widgets.size();
    widgets.add(
        Output.all(List.of(metrics).stream().map(Board::series).toList())
            .applyValue(
                series -> {
                  Map<String, Object> properties = new LinkedHashMap<>();
                  properties.put("title", title);
                  properties.put("region", region);
                  properties.put("view", "timeSeries");
                  properties.put("stacked", false);
                  properties.put("period", PERIOD_SECONDS);
                  properties.put("metrics", series);
                  return at(place, "metric", properties);
                }));
    return this;
  }

  /**
   * Adds a table of what a query of CloudWatch Logs Insights finds; it is billed by what it reads.
   */
  Board query(String title, Output<String> logGroup, String query) {
    int place = widgets.size();
    widgets.add(
        logGroup.applyValue(
            group -> {
              Map<String, Object> properties = new LinkedHashMap<>();
              properties.put("title", title);
              properties.put("region", region);
              properties.put("view", "table");
              properties.put("query", "SOURCE '" + group + "' | " + query);
              return at(place, "log", properties);
            }));
    return this;
  }

  private static Map<String, Object> at(int place, String type, Map<String, Object> properties) {
    Map<String, Object> widget = new LinkedHashMap<>();
    widget.put("type", type);
    widget.put("x", place % COLUMNS * WIDTH);
    widget.put("y", place / COLUMNS * HEIGHT);
    widget.put("width", WIDTH);
    widget.put("height", HEIGHT);
    widget.put("properties", properties);
    return widget;
  }

  private static Output<List<Object>> series(Metric metric) {
    return metric
        .known()
        .applyValue(
            dimensions -> {
              List<Object> series = new ArrayList<>();
              series.add(metric.namespace());
              series.add(metric.name());
              dimensions.forEach(
                  (dimension, value) -> {
                    series.add(dimension);
                    series.add(value);
                  });
              series.add(Map.of("stat", metric.statistic()));
              return series;
            });
  }

  /** The body as JSON. */
  Output<String> body() {
    return Output.all(widgets).applyValue(all -> Json.print(Map.of("widgets", all)));
  }
}
