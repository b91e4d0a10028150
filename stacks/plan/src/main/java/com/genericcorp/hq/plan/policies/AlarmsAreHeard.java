package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** An alarm that tells nobody is none. */
final class AlarmsAreHeard extends ResourcePolicy {
  AlarmsAreHeard() {
    super(
        "HQ_16",
        Types.ALARM,
        "Every alarm tells somebody, by itself or by a composite alarm",
        "set alarmActions, or name it in the rule of a composite alarm that has some");
  }

  @Override
  Optional<String> problem(Captured alarm, Scene scene) {
    String name = "ALARM(\"" + alarm.text("name").orElse("") + "\")";
    return unless(
        tells(alarm)
            || scene.inventory().ofType(Types.COMPOSITE_ALARM).stream()
                .filter(AlarmsAreHeard::tells)
                .anyMatch(one -> one.text("alarmRule").orElse("").contains(name)),
        "it tells nobody, and no composite alarm that tells somebody names it");
  }

  private static boolean tells(Captured alarm) {
    return !alarm.list("alarmActions").isEmpty()
        && !Boolean.FALSE.equals(alarm.inputs().get("actionsEnabled"));
  }
}
