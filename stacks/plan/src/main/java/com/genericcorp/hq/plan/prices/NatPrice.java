package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.math.BigDecimal;

/** A NAT gateway: hours, and every gigabyte through it. */
final class NatPrice implements PriceRule {
  /** GB a month of each task beside its logs: calls of AWS's services, secrets, mail. */
  private static final BigDecimal TASK_GB = BigDecimal.ONE;

  @Override
  public void bill(Captured gateway, Bill bill) {
    bill.fixed(gateway, "gateway", Quantity.of(1, "gateway").hours(), "nat.hour");
    int gateways = bill.inventory().ofType(Types.NAT).size();
    int tasks = bill.environment().server().replicas().planned();
    BigDecimal gb = bill.volumes().logGb().add(TASK_GB.multiply(BigDecimal.valueOf(tasks)));
    BigDecimal share = Quantity.divide(gb, BigDecimal.valueOf(gateways));
    bill.usage(gateway, "what goes through it", Quantity.of(share, "GB"), "nat.gb");
    int zones = bill.environment().aws().orElseThrow().availabilityZones();
    if (gateways < zones) {
      BigDecimal crossing =
          share.multiply(
              Quantity.divide(BigDecimal.valueOf(zones - 1L), BigDecimal.valueOf(zones)));
      bill.usage(
          gateway,
          "to it from other zones",
          Quantity.of(crossing, "GB").times(2, "directions"),
          "crossZone");
    }
    bill.assume(
        "Through NAT go the tasks' log lines and 1 GB a task and month beside; images come by the"
            + " gateway endpoint of S3, which is free.");
  }
}
