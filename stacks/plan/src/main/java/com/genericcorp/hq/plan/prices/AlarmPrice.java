package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import java.util.Map;

/** An alarm of CloudWatch: each series that it looks at. */
final class AlarmPrice implements PriceRule {
  private static final double MINUTE = 60;

  @Override
  public void bill(Captured alarm, Bill bill) {
    long series =
        alarm.list("metricQueries").stream()
            .filter(query -> query instanceof Map<?, ?> map && map.containsKey("metric"))
            .count();
    boolean fast = alarm.number("period").orElse(MINUTE) < MINUTE;
    bill.fixed(
        alarm,
        "alarm",
        Quantity.of(Math.max(1, series), series > 1 ? "series" : "alarm"),
        fast ? "alarm.fast" : "alarm");
  }
}
