package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.edge.Edge;
import com.genericcorp.hq.stacks.monitoring.Alarms.Rings;
import com.genericcorp.hq.stacks.monitoring.Alarms.When;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * What users feel, as the load balancer sees it: errors and slow answers. These alarms also undo a
 * deployment, so they come before the service.
 */
public final class EdgeAlarms extends ComponentResource {
  private static final double MILLIS = 1000;

  /**
   * The share of answers that are errors, in per cent. CloudWatch's count of requests leaves out
   * those for which there was no server, so the balancer's own errors are added to it. Of fewer
   * than ten answers in a minute nothing follows.
   */
  private static final String RATE =
      "IF(FILL(m2, 0) + FILL(m3, 0) >= 10,"
          + " 100 * (FILL(m1, 0) + FILL(m2, 0)) / (FILL(m2, 0) + FILL(m3, 0)), 0)";

  private final Alarms alarms;

  public EdgeAlarms(
      String name,
      Environment environment,
      Edge edge,
      AlarmTopic topic,
      ComponentResourceOptions options) {
    super("agenthq:monitoring:EdgeAlarms", name, options);
    alarms =
        new Alarms(environment.name(), topic, CustomResourceOptions.builder().parent(this).build());
    var errorRate = environment.alerts().errorRate();
    alarms.ofExpression(
        "errors",
        "More than %d %% of answers are errors (5xx)".formatted(errorRate.percent()),
        errorRate.severity(),
        RATE,
        List.of(Metrics.serverErrors(edge), Metrics.balancerErrors(edge), Metrics.requests(edge)),
        new When(Rings.ABOVE, errorRate.percent(), 1, errorRate.minutes(), false));
    var slow = environment.alerts().latencyP95();
    alarms.of(
        "latency",
        "One answer in twenty takes longer than %d ms".formatted(slow.millis()),
        slow.severity(),
        Metrics.latency(edge),
        new When(Rings.ABOVE, slow.millis() / MILLIS, 1, slow.minutes(), false));
    registerOutputs(Map.of());
  }

  /** Names of the alarms that undo a deployment. */
  public List<Output<String>> names() {
    return alarms.names();
  }

  /** Names of those that are critical, and so tell nobody by themselves. */
  List<Output<String>> criticalNames() {
    return alarms.criticalNames();
  }
}
