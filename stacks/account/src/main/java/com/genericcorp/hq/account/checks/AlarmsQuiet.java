package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Whether nothing rings, and what would ring could. */
final class AlarmsQuiet {
  static final AwsCheck CHECK =
      new AwsCheck(
          "alarms-quiet",
          "every alarm is there, switched on, and does not ring",
          (seen, notes) -> judge(AlarmNow.names(seen), AlarmNow.of(seen), notes));

  private AlarmsQuiet() {}

  static void judge(List<String> names, List<AlarmNow> alarms, Notes notes) {
    Set<String> missing = new TreeSet<>(names);
    int unknown = 0;
    for (AlarmNow alarm : alarms) {
      missing.remove(alarm.name());
      notes.require(alarm.enabled(), "%s is switched off: it tells nobody", alarm.name());
      notes.require(
          alarm.state() != StateValue.ALARM,
          "%s rings since %s: %s",
          alarm.name(),
          alarm.since(),
          alarm.reason());
      if (alarm.state() == StateValue.INSUFFICIENT_DATA) {
        unknown++;
        notes.seen("%s has nothing to measure yet", alarm.name());
        // Silence would have made it ring, so it has never been evaluated: nobody is on guard.
        notes.require(
            !alarm.silenceRings(),
            "%s has not been evaluated since %s, though silence makes it ring; if it is new, look"
                + " again in some minutes",
            alarm.name(),
            alarm.since());
      }
    }
    notes.seen("%d of %d OK", alarms.size() - unknown, names.size());
    notes.require(!names.isEmpty() && missing.isEmpty(), "there is no %s", missing);
  }
}
