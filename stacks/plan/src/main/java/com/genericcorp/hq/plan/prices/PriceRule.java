package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;

/** What AWS bills for resources of one type. */
@FunctionalInterface
public interface PriceRule {
  /** Writes the resource's lines, and what they suppose, on the bill. */
  void bill(Captured resource, Bill bill);
}
