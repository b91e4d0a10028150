package com.genericcorp.hq.account.checks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * An alarm, of a metric or of other alarms, as it is now.
 *
 * @param silenceRings whether it rings when nothing is measured
 * @param enabled whether it tells anybody
 * @param topics whom it tells when it rings
 * @param rule which alarms make it ring, if it is one of other alarms
 */
record AlarmNow(
    String name,
    StateValue state,
    @Nullable Instant since,
    @Nullable String reason,
    boolean silenceRings,
    boolean enabled,
    List<String> topics,
    @Nullable String rule) {
  private static final String COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

  /** The names of the stack's alarms. */
  static List<String> names(Seen seen) {
    List<String> names = new ArrayList<>(seen.ids("aws:cloudwatch/metricAlarm:MetricAlarm"));
    names.addAll(seen.ids(COMPOSITE));
    return names;
  }

  /** Whether the stack has an alarm of alarms; a rehearsal has none. */
  static boolean hasComposite(Seen seen) {
    return !seen.ids(COMPOSITE).isEmpty();
  }

  /** The stack's alarms that are there. */
  static List<AlarmNow> of(Seen seen) {
    List<AlarmType> types = new ArrayList<>(List.of(AlarmType.METRIC_ALARM));
    if (hasComposite(seen)) {
      types.add(AlarmType.COMPOSITE_ALARM);
    }
    List<String> names = names(seen);
    return of(
        seen.cloudWatch().describeAlarms(request -> request.alarmNames(names).alarmTypes(types)));
  }

  static List<AlarmNow> of(DescribeAlarmsResponse answer) {
    List<AlarmNow> alarms = new ArrayList<>();
    answer.metricAlarms().forEach(one -> alarms.add(of(one)));
    answer.compositeAlarms().forEach(one -> alarms.add(of(one)));
    return alarms;
  }

  private static AlarmNow of(MetricAlarm alarm) {
    return new AlarmNow(
        alarm.alarmName(),
        alarm.stateValue(),
        alarm.stateUpdatedTimestamp(),
        alarm.stateReason(),
        "breaching".equals(alarm.treatMissingData()),
        Boolean.TRUE.equals(alarm.actionsEnabled()),
        alarm.alarmActions(),
        null);
  }

  private static AlarmNow of(CompositeAlarm alarm) {
    return new AlarmNow(
        alarm.alarmName(),
        alarm.stateValue(),
        alarm.stateUpdatedTimestamp(),
        alarm.stateReason(),
        false,
        Boolean.TRUE.equals(alarm.actionsEnabled()),
        alarm.alarmActions(),
        alarm.alarmRule());
  }

  /** Whether it rings when another does. */
  boolean ringsWith(String other) {
    return rule != null && rule.contains("ALARM(\"" + other + "\")");
  }
}
