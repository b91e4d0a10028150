package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An ECS service on Fargate: its tasks, their addresses, what they say of themselves. */
final class ServicePrice implements PriceRule {
  private static final int DEPLOYMENTS = 8;
  private static final BigDecimal DEPLOYMENT_HOURS = new BigDecimal("0.25");
  private static final BigDecimal HOURS_TWICE =
      DEPLOYMENT_HOURS.multiply(BigDecimal.valueOf(DEPLOYMENTS));

  /** What is said to the database and back, for each byte answered to a user. */
  private static final int DATABASE_TIMES = 4;

  @Override
  public void bill(Captured service, Bill bill) {
    Captured task =
        bill.inventory()
            .meantBy(Types.TASK, service.inputs().get("taskDefinition"))
            .orElseThrow(() -> new Failed("service %s has no task definition", service.name()));
    Fargate size = Fargate.of(task);
    int tasks = service.number("desiredCount").orElse(1.0).intValue();
    Quantity running = Quantity.of(tasks, tasks == 1 ? "task" : "tasks");
    bill.fixed(service, "processors", running.times(size.cpus(), "vCPU").hours(), size.cpuKey());
    bill.fixed(service, "memory", running.times(size.gb(), "GB").hours(), size.gbKey());
    if (Boolean.TRUE.equals(service.map("networkConfiguration").get("assignPublicIp"))) {
      bill.fixed(service, "public addresses of tasks", running.hours(), "address");
    }
    deployments(service, size, running, bill);
    if (task.text("containerDefinitions").orElse("").contains("\"METRICS_NAMESPACE\"")) {
      bill.fixed(
          service, "custom metrics", Quantity.of(ApplicationMetrics.COUNT, "metrics"), "metric");
    }
    crossZone(service, bill);
    beyond(size, tasks, bill);
  }

  private static void deployments(Captured service, Fargate size, Quantity running, Bill bill) {
    Quantity twice = running.times(HOURS_TWICE, "h");
    bill.usage(
        service, "old and new side by side", twice.times(size.cpus(), "vCPU"), size.cpuKey());
    bill.usage(service, "the same, memory", twice.times(size.gb(), "GB"), size.gbKey());
    bill.assume(
        DEPLOYMENTS
            + " deployments a month, in which old and new tasks run side by side for 15 minutes.");
  }

  /** Half of the tasks, or two thirds, are not in the database's zone; both directions count. */
  private static void crossZone(Captured service, Bill bill) {
    int zones = bill.environment().aws().orElseThrow().availabilityZones();
    BigDecimal share = Quantity.divide(BigDecimal.valueOf(zones - 1L), BigDecimal.valueOf(zones));
    BigDecimal gb =
        bill.volumes().answersGb().multiply(BigDecimal.valueOf(DATABASE_TIMES)).multiply(share);
    bill.usage(
        service,
        "to the database in another zone",
        Quantity.of(gb, "GB").times(2, "directions"),
        "crossZone");
    bill.assume(
        ("Tasks and database exchange %d times what users are answered, %d/%d of it between zones;"
                + " the load balancer's own traffic between zones is free.")
            .formatted(DATABASE_TIMES, zones - 1, zones));
  }

  private static void beyond(Fargate size, int tasks, Bill bill) {
    BigDecimal another =
        size.cpus()
            .multiply(bill.price(size.cpuKey()).usd())
            .add(size.gb().multiply(bill.price(size.gbKey()).usd()))
            .multiply(Quantity.HOURS);
    bill.assume(
        ("The service runs its planned %d %s; autoscaling goes from %d to %d, and each task more"
                + " costs $%s a month while it runs.")
            .formatted(
                tasks,
                tasks == 1 ? "task" : "tasks",
                bill.environment().server().replicas().min(),
                bill.environment().server().replicas().max(),
                another.setScale(2, RoundingMode.HALF_UP)));
  }
}
