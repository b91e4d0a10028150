package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** A DNS record: questions about it, which are free for aliases of what stands in AWS. */
final class RecordPrice implements PriceRule {
  private static final BigDecimal QUERIES = new BigDecimal("0.01");

  @Override
  public void bill(Captured record, Bill bill) {
    if (record.list("aliases").isEmpty()) {
      bill.usage(record, "questions", Quantity.of(QUERIES, "million questions"), "route53.queries");
      bill.assume("10,000 questions a month are asked for each DNS record that is no alias.");
    }
  }
}
