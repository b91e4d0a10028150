package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.model.Severity;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes alarms that tell one topic when they ring and when they stop. Periods are minutes.
 *
 * @param environment is the first part of their names
 */
record Alarms(String environment, AlarmTopic topic, CustomResourceOptions child) {
  private static final int MINUTE = 60;

  /** On which side of the threshold it rings. */
  enum Rings {
    ABOVE("GreaterThanThreshold"),
    AT_OR_ABOVE("GreaterThanOrEqualToThreshold"),
    BELOW("LessThanThreshold");

    private final String operator;

    Rings(String operator) {
      this.operator = operator;
    }
  }

  /**
   * When it rings.
   *
   * @param periodMinutes length of one period
   * @param periods so many in a row
   * @param silenceRings whether no measurement at all is as bad
   */
  record When(
      Rings rings, double threshold, int periodMinutes, int periods, boolean silenceRings) {}

  MetricAlarm of(String what, String description, Severity severity, Metric metric, When when) {
    MetricAlarmArgs.Builder alarm =
        common(what, description, severity, when)
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(metric.known())
            .period(when.periodMinutes() * MINUTE);
    if (metric.statistic().startsWith("p")) {
      alarm.extendedStatistic(metric.statistic()).evaluateLowSampleCountPercentiles("ignore");
    } else {
      alarm.statistic(metric.statistic());
    }
    return new MetricAlarm(name(what), alarm.build(), child);
  }

  /** Of an expression over several series, which it names {@code m1}, {@code m2} … */
  MetricAlarm ofExpression(
      String what,
      String description,
      Severity severity,
      String expression,
      List<Metric> metrics,
      When when) {
    List<MetricAlarmMetricQueryArgs> queries = new ArrayList<>();
    queries.add(
        MetricAlarmMetricQueryArgs.builder()
            .id("e1")
            .expression(expression)
            .label(what)
            .returnData(true)
            .build());
    for (int index = 0; index < metrics.size(); index++) {
      Metric metric = metrics.get(index);
      queries.add(
          MetricAlarmMetricQueryArgs.builder()
              .id("m" + (index + 1))
              .metric(
                  MetricAlarmMetricQueryMetricArgs.builder()
                      .namespace(metric.namespace())
                      .metricName(metric.name())
                      .dimensions(metric.known())
                      .stat(metric.statistic())
                      .period(when.periodMinutes() * MINUTE)
                      .build())
              .build());
    }
    return new MetricAlarm(
        name(what),
        common(what, description, severity, when).metricQueries(queries).build(),
        child);
  }

  private MetricAlarmArgs.Builder common(
      String what, String description, Severity severity, When when) {
    Output<List<String>> told = topic.arn(severity).applyValue(List::of);
    return MetricAlarmArgs.builder()
        .name("agenthq-" + environment + "-" + what)
        .alarmDescription(description)
        .comparisonOperator(when.rings().operator)
        .threshold(when.threshold())
        .evaluationPeriods(when.periods())
        .treatMissingData(when.silenceRings() ? "breaching" : "notBreaching")
        .alarmActions(told)
        .okActions(told)
        .tags(Map.of("Severity", severity.toString()));
  }

  private static String name(String what) {
    return "alarm-" + what;
  }
}
