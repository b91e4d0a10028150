package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** An application load balancer: hours, capacity, its addresses, what leaves AWS through it. */
final class BalancerPrice implements PriceRule {
  /** One capacity unit has 25 new connections a second, 3,000 open ones, or 1 GB an hour. */
  private static final BigDecimal CONNECTIONS = new BigDecimal(25);

  private static final BigDecimal OPEN = new BigDecimal(3000);

  /** Seconds for which a connection stays open, where nothing is said. */
  private static final double IDLE = 60;

  /** KiB that a health check is answered with: certificates, headers, a few words. */
  private static final BigDecimal CHECK_KB = new BigDecimal(5);

  @Override
  public void bill(Captured balancer, Bill bill) {
    bill.fixed(balancer, "load balancer", Quantity.of(1, "balancer").hours(), "alb.hour");
    if (!balancer.flag("internal")) {
      bill.fixed(
          balancer,
          "public addresses, one a zone",
          Quantity.of(balancer.list("subnets").size(), "zones").hours(),
          "address");
    }
    Volumes volumes = bill.volumes();
    BigDecimal connections = Volumes.perSecond(volumes.arriving());
    BigDecimal gbAnHour =
        Quantity.divide(volumes.answersGb().add(volumes.askedGb()), Quantity.HOURS);
    BigDecimal idle = BigDecimal.valueOf(balancer.number("idleTimeout").orElse(IDLE));
    BigDecimal units =
        Quantity.divide(connections, CONNECTIONS)
            .max(Quantity.divide(connections.multiply(idle), OPEN))
            .max(gbAnHour);
    bill.usage(balancer, "capacity", Quantity.of(units, "LCU").hours(), "alb.lcu");
    bill.usage(
        balancer, "answers that leave AWS", Quantity.of(volumes.answersGb(), "GB"), "egress");
    BigDecimal checksGb = Volumes.gb(volumes.checks(), CHECK_KB);
    if (checksGb.signum() > 0) {
      bill.usage(balancer, "answers to health checks", Quantity.of(checksGb, "GB"), "egress");
      bill.assume(
          "A health check from outside is answered with %s KiB, most of which is the certificate: each opens a connection of its own."
              .formatted(CHECK_KB));
    }
    bill.assume(
        "Every request opens a connection of its own, which stays open for %s s, so that the load balancer's capacity is overstated: %s LCU on the mean. Health checks from outside are %s requests a month beside the users'."
            .formatted(
                Quantity.plain(idle),
                Quantity.plain(units),
                String.format(
                    "%,d", volumes.checks().setScale(0, RoundingMode.HALF_UP).toBigInteger())));
  }
}
