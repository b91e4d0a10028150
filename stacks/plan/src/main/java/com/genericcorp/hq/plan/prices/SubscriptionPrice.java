package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** Whom a topic tells: by mail. */
final class SubscriptionPrice implements PriceRule {
  private static final BigDecimal MAILS = new BigDecimal("0.001");

  @Override
  public void bill(Captured subscription, Bill bill) {
    String protocol = subscription.text("protocol").orElse("");
    if (!protocol.equals("email")) {
      throw new Failed(
          "nothing is known of what telling by '%s' costs, as '%s' does: write its price rule",
          protocol, subscription.name());
    }
    bill.usage(subscription, "mails", Quantity.of(MAILS, "× 100k mails"), "sns.email");
  }
}
