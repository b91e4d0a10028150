package com.genericcorp.hq.plan.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much of something a month is billed for, and how one gets there: {@code 2 tasks × 0.5 vCPU ×
 * 730 h}.
 */
public record Quantity(BigDecimal value, String text) {
  /** A month, as AWS counts it. */
  public static final BigDecimal HOURS = new BigDecimal(730);

  private static final int SCALE = 9;

  /** So many of something. */
  public static Quantity of(BigDecimal number, String what) {
    return new Quantity(number, plain(number) + " " + what);
  }

  /** So many of something. */
  public static Quantity of(long number, String what) {
    return of(BigDecimal.valueOf(number), what);
  }

  /** For each of so many. */
  public Quantity times(BigDecimal number, String what) {
    return new Quantity(
        value.multiply(number), (text + " × " + plain(number) + " " + what).stripTrailing());
  }

  /** For each of so many. */
  public Quantity times(long number, String what) {
    return times(BigDecimal.valueOf(number), what);
  }

  /** Every hour of the month. */
  public Quantity hours() {
    return times(HOURS, "h");
  }

  /** With at most so many digits that a person wants to read. */
  static String plain(BigDecimal number) {
    int scale =
        number.abs().compareTo(BigDecimal.TEN) >= 0
            ? 1
            : number.abs().compareTo(new BigDecimal("0.1")) >= 0 ? 3 : 4;
    BigDecimal shown = number.setScale(scale, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format("%,." + Math.max(0, shown.scale()) + "f", shown);
  }

  /** A quotient with digits enough for money. */
  static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, SCALE, RoundingMode.HALF_UP);
  }
}
