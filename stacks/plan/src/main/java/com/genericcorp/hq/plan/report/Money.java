package com.genericcorp.hq.plan.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** US dollars for people. */
public final class Money {
  private Money() {}

  /** {@code 1,234.50}. */
  public static String of(BigDecimal usd) {
    return String.format(Locale.ROOT, "%,.2f", usd.setScale(2, RoundingMode.HALF_UP));
  }

  /** {@code +1,234.50}, {@code -0.50}, {@code 0.00}. */
  public static String change(BigDecimal usd) {
    return (usd.signum() > 0 ? "+" : "") + of(usd);
  }
}
