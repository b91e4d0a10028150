package com.genericcorp.hq.stacks.monitoring;

import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series of CloudWatch's.
 *
 * @param statistic {@code Sum}, {@code Maximum}, {@code p95} …
 */
record Metric(
    String namespace, String name, String statistic, Map<String, Output<String>> dimensions) {
  Metric {
    dimensions = Map.copyOf(dimensions);
  }

  /** The dimensions once all their values are known, in alphabetical order. */
  Output<Map<String, String>> known() {
    Output<Map<String, String>> known = Output.of(new LinkedHashMap<>());
    for (String dimension : dimensions.keySet().stream().sorted().toList()) {
      known =
          Output.tuple(known, dimensions.get(dimension))
              .applyValue(
                  both -> {
                    Map<String, String> more = new LinkedHashMap<>(both.t1);
                    more.put(dimension, both.t2);
                    return more;
                  });
    }
    return known;
  }
}
