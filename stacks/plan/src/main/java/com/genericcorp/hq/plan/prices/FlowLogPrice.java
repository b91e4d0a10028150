package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** A VPC's flow log: what is written down of it. */
final class FlowLogPrice implements PriceRule {
  private static final BigDecimal REJECTED_GB = new BigDecimal("0.5");
  private static final BigDecimal ALL_SHARE = new BigDecimal("0.05");

  @Override
  public void bill(Captured log, Bill bill) {
    boolean rejectedOnly = log.text("trafficType").orElse("ALL").equals("REJECT");
    BigDecimal gb =
        rejectedOnly
            ? REJECTED_GB
            : REJECTED_GB.add(bill.volumes().answersGb().multiply(ALL_SHARE));
    bill.usage(log, "lines", Quantity.of(gb, "GB"), "logs.ingest");
    bill.assume(
        rejectedOnly
            ? "Refused connections are 0.5 GB of flow logs a month: scanners never rest."
            : "Flow logs of all connections are 5 % of what users are answered, and 0.5 GB.");
  }
}
