package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** A key of KMS. Each of its first two yearly rotations adds its price once more. */
final class KeyPrice implements PriceRule {
  private static final BigDecimal CALLS = new BigDecimal("0.1");

  @Override
  public void bill(Captured key, Bill bill) {
    bill.fixed(key, "key", Quantity.of(1, "key"), "kms.key");
    bill.usage(key, "calls", Quantity.of(CALLS, "× 10k calls"), "kms.calls");
    if (key.flag("enableKeyRotation")) {
      bill.assume("The key is in its first year: the first two rotations add $1 a month each.");
    }
  }
}
