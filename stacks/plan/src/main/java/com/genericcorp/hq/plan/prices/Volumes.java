package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.model.Aws.Traffic;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.Types;
import java.math.BigDecimal;

/**
 * What an environment's traffic comes to in a month.
 *
 * @param requests users' requests
 * @param checks requests of health checks from outside
 * @param answersGb what the requests' answers amount to, in GiB
 * @param askedGb what the requests themselves amount to
 * @param logGb lines that the tasks write
 */
public record Volumes(
    BigDecimal requests,
    BigDecimal checks,
    BigDecimal answersGb,
    BigDecimal askedGb,
    BigDecimal logGb) {
  private static final BigDecimal SECONDS = Quantity.HOURS.multiply(new BigDecimal(3600));
  private static final BigDecimal KB_IN_GB = new BigDecimal(1024 * 1024);

  /** Checkers that Route 53 asks from, all over the world. */
  private static final int CHECKERS = 16;

  /** KiB of a request with its headers. */
  private static final BigDecimal ASKED_KB = new BigDecimal(2);

  /** GiB that a task writes in a month when nobody asks it anything: metrics, starts, jobs. */
  public static final BigDecimal IDLE_LOG_GB = new BigDecimal("0.2");

  static Volumes of(Environment environment, Inventory inventory) {
    Traffic traffic = environment.aws().orElseThrow().traffic();
    BigDecimal requests = traffic.requestsPerSecond().multiply(SECONDS);
    BigDecimal checks = BigDecimal.ZERO;
    for (Captured check : inventory.ofType(Types.HEALTH_CHECK)) {
      BigDecimal interval = BigDecimal.valueOf(check.number("requestInterval").orElse(30.0));
      checks =
          checks.add(Quantity.divide(SECONDS, interval).multiply(BigDecimal.valueOf(CHECKERS)));
    }
    BigDecimal lines = gb(requests, traffic.logKb());
    BigDecimal idle =
        IDLE_LOG_GB.multiply(BigDecimal.valueOf(environment.server().replicas().planned()));
    return new Volumes(
        requests,
        checks,
        gb(requests, traffic.responseKb()),
        gb(requests, ASKED_KB),
        lines.add(idle));
  }

  /** Everything that the load balancer is asked. */
  public BigDecimal arriving() {
    return requests.add(checks);
  }

  /** GiB of so many pieces of so many KiB. */
  public static BigDecimal gb(BigDecimal pieces, BigDecimal kb) {
    return Quantity.divide(pieces.multiply(kb), KB_IN_GB);
  }

  /** So many millions. */
  public static BigDecimal millions(BigDecimal number) {
    return Quantity.divide(number, new BigDecimal(1_000_000));
  }

  /** Each of so many seconds. */
  public static BigDecimal perSecond(BigDecimal aMonth) {
    return Quantity.divide(aMonth, SECONDS);
  }
}
