package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** A hosted zone. */
final class ZonePrice implements PriceRule {
  @Override
  public void bill(Captured zone, Bill bill) {
    bill.fixed(zone, "hosted zone", Quantity.of(1, "zone"), "route53.zone");
  }
}
