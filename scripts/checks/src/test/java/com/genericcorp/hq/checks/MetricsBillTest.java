package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.plan.prices.ApplicationMetrics;
import com.genericcorp.hq.server.cloudwatch.CloudWatchMetric;
import org.junit.jupiter.api.Test;

/** What the server sends to CloudWatch is what plans bill. */
class MetricsBillTest {
  @Test
  void everyCustomMetricIsInThePrice() {
    assertThat(ApplicationMetrics.COUNT).isEqualTo(CloudWatchMetric.values().length);
  }
}
