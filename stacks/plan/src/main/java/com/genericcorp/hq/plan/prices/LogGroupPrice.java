package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.math.BigDecimal;

/** A log group: lines that come in, and lines that are kept. */
final class LogGroupPrice implements PriceRule {
  private static final BigDecimal DATABASE_GB = new BigDecimal("0.2");

  /** CloudWatch bills what is kept compressed, at about so much of its length. */
  private static final BigDecimal COMPRESSED = new BigDecimal("0.15");

  private static final BigDecimal MONTH_DAYS = Quantity.divide(Quantity.HOURS, new BigDecimal(24));

  @Override
  public void bill(Captured group, Bill bill) {
    String name = group.text("name").orElse("");
    BigDecimal gb = BigDecimal.ZERO;
    if (isOfFlows(group, bill)) {
      gb = new BigDecimal("0.5");
    } else if (isOfTasks(name, bill)) {
      gb = bill.volumes().logGb();
      bill.usage(group, "lines", Quantity.of(gb, "GB"), "logs.ingest");
      bill.assume("A task writes 0.2 GB a month when nobody asks it anything: metrics, jobs.");
    } else if (name.startsWith("/aws/rds/")) {
      gb = name.endsWith("/postgresql") ? DATABASE_GB : new BigDecimal("0.001");
      bill.usage(group, "lines", Quantity.of(gb, "GB"), "logs.ingest");
      bill.assume(
          "PostgreSQL writes 0.2 GB of lines a month: slow statements, locks, checkpoints.");
    } else {
      gb = Volumes.IDLE_LOG_GB;
      bill.usage(group, "lines", Quantity.of(gb, "GB"), "logs.ingest");
    }
    BigDecimal months =
        Quantity.divide(
            BigDecimal.valueOf(group.number("retentionInDays").orElse(365.0)), MONTH_DAYS);
    bill.usage(
        group,
        "lines that are kept",
        Quantity.of(gb, "GB").times(COMPRESSED, "").times(months, "months"),
        "logs.store");
  }

  /** Its lines are billed with the flow log. */
  private static boolean isOfFlows(Captured group, Bill bill) {
    return bill.inventory().ofType(Types.FLOW_LOG).stream()
        .anyMatch(log -> group.isMeantBy(log.inputs().get("logDestination")));
  }

  private static boolean isOfTasks(String name, Bill bill) {
    return bill.inventory().ofType(Types.TASK).stream()
        .anyMatch(
            task -> task.text("containerDefinitions").orElse("").contains("\"" + name + "\""));
  }
}
