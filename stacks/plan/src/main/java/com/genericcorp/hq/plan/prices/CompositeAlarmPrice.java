package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** An alarm made of others. */
final class CompositeAlarmPrice implements PriceRule {
  @Override
  public void bill(Captured alarm, Bill bill) {
    bill.fixed(alarm, "composite alarm", Quantity.of(1, "alarm"), "alarm.composite");
  }
}
