package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schedule of EventBridge, and the task that each run starts. */
final class SchedulePrice implements PriceRule {
  /** Of one run, with the start of its task. */
  private static final BigDecimal RUN_HOURS = new BigDecimal("0.05");

  @Override
  public void bill(Captured schedule, Bill bill) {
    BigDecimal runs = Runs.aMonth(schedule.text("scheduleExpression").orElse(""));
    Map<?, ?> parameters =
        schedule.map("target").get("ecsParameters") instanceof Map<?, ?> map ? map : Map.of();
    @Nullable Object reference = parameters.get("taskDefinitionArn");
    Captured task =
        bill.inventory()
            .meantBy(Types.TASK, reference)
            .orElseThrow(() -> new Failed("schedule %s starts no known task", schedule.name()));
    Fargate size = Fargate.of(task);
    Quantity hours = Quantity.of(runs, "runs").times(RUN_HOURS, "h");
    bill.usage(schedule, "processors of its runs", hours.times(size.cpus(), "vCPU"), size.cpuKey());
    bill.usage(schedule, "memory of its runs", hours.times(size.gb(), "GB"), size.gbKey());
    if (parameters.get("networkConfiguration") instanceof Map<?, ?> network
        && Boolean.TRUE.equals(network.get("assignPublicIp"))) {
      bill.usage(schedule, "public addresses of its runs", hours, "address");
    }
    bill.usage(
        schedule, "starts", Quantity.of(Volumes.millions(runs), "million starts"), "scheduler");
    bill.assume("A scheduled job's task runs for 3 minutes.");
  }
}
