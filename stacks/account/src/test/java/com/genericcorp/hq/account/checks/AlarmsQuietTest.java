package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

class AlarmsQuietTest {
  private static final List<String> NAMES = List.of("errors", "outside", "down");
  private static final MetricAlarm ERRORS = alarm("errors", "OK", "notBreaching");
  private static final MetricAlarm OUTSIDE = alarm("outside", "OK", "breaching");
  private static final CompositeAlarm DOWN =
      CompositeAlarm.builder().alarmName("down").stateValue("OK").actionsEnabled(true).build();

  @Test
  void allThatAreOkAreWell() {
    Result result = judged(DOWN, ERRORS, OUTSIDE);
    assertThat(result.ok()).isTrue();
    assertThat(result.seen()).isEqualTo("3 of 3 OK");
  }

  @Test
  void oneThatHasNothingToMeasureIsNamedAndNoFault() {
    Result result = judged(DOWN, alarm("errors", "INSUFFICIENT_DATA", "notBreaching"), OUTSIDE);
    assertThat(result.ok()).isTrue();
    assertThat(result.seen()).isEqualTo("errors has nothing to measure yet; 2 of 3 OK");
  }

  @Test
  void oneThatSilenceShouldMakeRingIsOnGuardOnlyOnceItWasEvaluated() {
    Result result = judged(DOWN, ERRORS, alarm("outside", "INSUFFICIENT_DATA", "breaching"));
    assertThat(result.ok()).isFalse();
    assertThat(result.seen())
        .startsWith("outside has not been evaluated since 2026-11-01T00:00:00Z");
  }

  @Test
  void oneThatRingsIsSwitchedOffOrGoneIsAFault() {
    assertThat(judged(DOWN, alarm("errors", "ALARM", "notBreaching"), OUTSIDE).seen())
        .isEqualTo("errors rings since 2026-11-01T00:00:00Z: 3 datapoints");
    assertThat(judged(DOWN, ERRORS.toBuilder().actionsEnabled(false).build(), OUTSIDE).seen())
        .isEqualTo("errors is switched off: it tells nobody");
    assertThat(judged(DOWN, ERRORS).seen()).isEqualTo("there is no [outside]");
    assertThat(judged(DOWN.toBuilder().stateValue("ALARM").build(), ERRORS, OUTSIDE).ok())
        .isFalse();
  }

  private static MetricAlarm alarm(String name, String state, String missing) {
    return MetricAlarm.builder()
        .alarmName(name)
        .stateValue(state)
        .stateReason("3 datapoints")
        .stateUpdatedTimestamp(Instant.parse("2026-11-01T00:00:00Z"))
        .treatMissingData(missing)
        .actionsEnabled(true)
        .build();
  }

  private static Result judged(CompositeAlarm composite, MetricAlarm... alarms) {
    DescribeAlarmsResponse answer =
        DescribeAlarmsResponse.builder().metricAlarms(alarms).compositeAlarms(composite).build();
    return Judged.of(notes -> AlarmsQuiet.judge(NAMES, AlarmNow.of(answer), notes));
  }
}
