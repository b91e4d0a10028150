package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** An address of IPv4 that stays. */
final class AddressPrice implements PriceRule {
  @Override
  public void bill(Captured address, Bill bill) {
    bill.fixed(address, "public address", Quantity.of(1, "address").hours(), "address");
  }
}
