package com.genericcorp.hq.plan.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One position of a month's bill. It is rounded to cents, so that what is printed adds up.
 *
 * @param urn of the resource that it is for
 * @param what is billed: {@code processors}
 * @param usage whether it follows what is used, rather than what is there
 */
public record CostLine(String urn, String what, boolean usage, Quantity quantity, Price price) {
  private static final int CENTS = 2;

  /** US dollars a month. */
  public BigDecimal usd() {
    return quantity.value().multiply(price.usd()).setScale(CENTS, RoundingMode.HALF_UP);
  }

  /** So that a person can work it out again: {@code 730 h × $0.0225 an hour}. */
  public String arithmetic() {
    return quantity.text() + " × $" + price.usd().toPlainString() + "/" + price.unit();
  }
}
