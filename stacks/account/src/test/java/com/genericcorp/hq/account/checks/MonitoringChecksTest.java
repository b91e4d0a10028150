package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

class MonitoringChecksTest {
  private static final String CRITICAL = "arn:aws:sns:us-east-1:111122223333:agenthq-demo-critical";
  private static final String WARNING = "arn:aws:sns:us-east-1:111122223333:agenthq-demo-warning";
  private static final Set<String> BOTH = Set.of(CRITICAL, WARNING);
  private static final MetricAlarm ERRORS = alarm("errors");
  private static final MetricAlarm LATENCY = alarm("latency", WARNING);
  private static final CompositeAlarm DOWN =
      CompositeAlarm.builder()
          .alarmName("down")
          .alarmRule("ALARM(\"errors\") OR ALARM(\"outside\")")
          .alarmActions(CRITICAL)
          .build();

  @Test
  void anAlarmIsHeardByItselfOrThroughTheCompositeOne() {
    Result result = judged(BOTH, List.of("errors", "latency", "down"), DOWN, ERRORS, LATENCY);
    assertThat(result.ok()).as(result.seen()).isTrue();
    assertThat(result.seen()).isEqualTo("3 alarms, 2 topics");
  }

  @Test
  void oneThatNoCompositeAlarmNamesIsNot() {
    List<String> names = List.of("errors", "down");
    assertThat(judged(BOTH, names, DOWN, alarm("err")).seen())
        .isEqualTo("err tells nobody, and no composite alarm tells of it");
    assertThat(judged(BOTH, names, DOWN.toBuilder().alarmActions(List.of()).build(), ERRORS).seen())
        .contains("errors tells nobody", "down tells nobody");
  }

  @Test
  void whereNobodyListensNothingIsHeard() {
    List<String> names = List.of("errors", "latency", "down");
    assertThat(judged(Set.of(CRITICAL), names, DOWN, ERRORS, LATENCY).seen())
        .isEqualTo("latency tells [" + WARNING + "], where nobody listens");
    assertThat(judged(Set.of(WARNING), names, DOWN, ERRORS, LATENCY).seen())
        .isEqualTo("down tells [" + CRITICAL + "], where nobody listens");
  }

  @Test
  void aStackThatHasACompositeAlarmMustFindIt() {
    Result result = judged(BOTH, List.of("errors", "latency", "down"), null, ERRORS, LATENCY);
    assertThat(result.ok()).isFalse();
    assertThat(result.seen()).contains("2 of 3 are there", "errors tells nobody");
  }

  @Test
  void aRehearsalThatHasNoneSaysHowManyAreToldByIt() {
    Result result =
        Judged.of(
            notes ->
                MonitoringChecks.judge(
                    List.of("errors", "latency"),
                    AlarmNow.of(answer(null, ERRORS, LATENCY)),
                    BOTH,
                    false,
                    notes));
    assertThat(result.ok()).isTrue();
    assertThat(result.seen())
        .isEqualTo("2 alarms, 2 topics; 1 told by the composite alarm, which is not here");
  }

  private static MetricAlarm alarm(String name, String... topics) {
    return MetricAlarm.builder().alarmName(name).alarmActions(topics).build();
  }

  private static DescribeAlarmsResponse answer(
      @Nullable CompositeAlarm composite, MetricAlarm... alarms) {
    return DescribeAlarmsResponse.builder()
        .metricAlarms(alarms)
        .compositeAlarms(composite == null ? List.of() : List.of(composite))
        .build();
  }

  private static Result judged(
      Set<String> heard,
      List<String> names,
      @Nullable CompositeAlarm composite,
      MetricAlarm... alarms) {
    return Judged.of(
        notes ->
            MonitoringChecks.judge(
                names, AlarmNow.of(answer(composite, alarms)), heard, true, notes));
  }
}
