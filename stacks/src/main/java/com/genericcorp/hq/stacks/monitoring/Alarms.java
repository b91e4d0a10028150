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
 * Makes alarms that tell their severity's topic when they ring and when they stop. Critical ones
 * are silent by themselves: a composite alarm of all of them tells, so that nobody hears twice of
 * one incident. Periods are minutes.
 */
final class Alarms {
  private static final int MINUTE = 60;

  private final String environment;
  private final AlarmTopic topic;
  private final CustomResourceOptions child;
  private final List<Output<String>> names = new ArrayList<>();
  private final List<Output<String>> critical = new ArrayList<>();

  /**
   * @param environment is the first part of their names
   */
  Alarms(String environment, AlarmTopic topic, CustomResourceOptions child) {
    this.environment = environment;
    this.topic = topic;
    this.child = child;
  }

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

  void of(String what, String description, Severity severity, Metric metric, When when) {
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
    make(what, severity, alarm);
  }

  /** Of an expression over several series, which it names {@code m1}, {@code m2} … */
  void ofExpression(
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
    make(what, severity, common(what, description, severity, when).metricQueries(queries));
  }

  private MetricAlarmArgs.Builder common(
      String what, String description, Severity severity, When when) {
    MetricAlarmArgs.Builder alarm =
        MetricAlarmArgs.builder()
            .name("agenthq-" + environment + "-" + what)
            .alarmDescription(description)
            .comparisonOperator(when.rings().operator)
            .threshold(when.threshold())
            .evaluationPeriods(when.periods())
            .treatMissingData(when.silenceRings() ? "breaching" : "notBreaching")
            .tags(Map.of("Severity", severity.toString()));
    if (severity != Severity.CRITICAL) {
      Output<List<String>> told = topic.arn(severity).applyValue(List::of);
      alarm.alarmActions(told).okActions(told);
    }
    return alarm;
  }

  private void make(String what, Severity severity, MetricAlarmArgs.Builder arguments) {
    MetricAlarm alarm = new MetricAlarm("alarm-" + what, arguments.build(), child);
    names.add(alarm.name());
    if (severity == Severity.CRITICAL) {
      critical.add(alarm.name());
    }
  }

  /** Names of those made so far. */
  List<Output<String>> names() {
    return List.copyOf(names);
  }

  /** Names of the critical ones among them, which another alarm must tell of. */
  List<Output<String>> criticalNames() {
    return List.copyOf(critical);
  }
}
