package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** A health check of Route 53 of what stands in AWS. TLS, a text to find and 10 s cost more. */
final class HealthCheckPrice implements PriceRule {
  private static final double FAST = 10;

  @Override
  public void bill(Captured check, Bill bill) {
    bill.fixed(check, "health check", Quantity.of(1, "check"), "route53.check");
    String type = check.text("type").orElse("");
    int options =
        (type.startsWith("HTTPS") ? 1 : 0)
            + (type.endsWith("STR_MATCH") ? 1 : 0)
            + (check.number("requestInterval").orElse(0.0) == FAST ? 1 : 0)
            + (check.flag("measureLatency") ? 1 : 0);
    if (options > 0) {
      bill.fixed(
          check,
          "TLS and other options",
          Quantity.of(options, options == 1 ? "option" : "options"),
          "route53.checkOption");
    }
  }
}
