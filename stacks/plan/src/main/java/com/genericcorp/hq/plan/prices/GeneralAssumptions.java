package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.model.Aws.Traffic;

/** What a whole bill supposes. */
final class GeneralAssumptions {
  private GeneralAssumptions() {}

  static void say(Bill bill) {
    Traffic traffic = bill.environment().aws().orElseThrow().traffic();
    bill.assume(
        ("Users make %s requests a second on the month's mean, each answered with %s KiB and logged"
                + " with %s KiB (aws.traffic in the environment's file); a month has 730 hours.")
            .formatted(traffic.requestsPerSecond(), traffic.responseKb(), traffic.logKb()));
    bill.assume(
        "On-demand prices without tax, support plan and savings plans. No free tier is taken off:"
            + " an organisation's accounts share it, and that of the first year ends.");
  }
}
