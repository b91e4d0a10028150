package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** A target that autoscaling tracks: AWS makes an alarm above it and one below. */
final class ScalingPrice implements PriceRule {
  private static final int ALARMS = 2;

  @Override
  public void bill(Captured policy, Bill bill) {
    bill.fixed(policy, "alarms that AWS makes for it", Quantity.of(ALARMS, "alarms"), "alarm");
  }
}
