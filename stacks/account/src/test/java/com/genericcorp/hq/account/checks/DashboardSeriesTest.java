package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

class DashboardSeriesTest {
  @Test
  void theMetricsAreThoseThatGraphsDraw() {
    assertThat(
            DashboardSeries.of(
                "one",
                """
                {"widgets": [
                  {"type": "metric", "properties": {"metrics": [
                    ["AWS/ECS", "CPUUtilization", "ClusterName", "c", "ServiceName", "s", {"stat": "Average"}],
                    ["AWS/ECS", "CPUUtilization", "ClusterName", "c", "ServiceName", "s"],
                    ["AgentHQ", "Requests", {"stat": "Sum"}]]}},
                  {"type": "log", "properties": {"query": "SOURCE 'x'"}}]}
                """))
        .isEqualTo(
            List.of(
                Metric.builder()
                    .namespace("AWS/ECS")
                    .metricName("CPUUtilization")
                    .dimensions(
                        Dimension.builder().name("ClusterName").value("c").build(),
                        Dimension.builder().name("ServiceName").value("s").build())
                    .build(),
                Metric.builder()
                    .namespace("AgentHQ")
                    .metricName("Requests")
                    .dimensions(List.of())
                    .build()));
  }

  @Test
  void aBodyThatIsNoJsonIsNamed() {
    assertThatThrownBy(() -> DashboardSeries.of("one", "{"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the body of one is no JSON");
  }
}
