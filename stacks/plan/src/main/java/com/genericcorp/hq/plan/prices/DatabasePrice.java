package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An instance of RDS: hours, storage, backups, credits, the master's secret. */
final class DatabasePrice implements PriceRule {
  private static final BigDecimal USED = new BigDecimal("0.5");
  private static final BigDecimal DAILY_CHANGE = new BigDecimal("0.02");
  private static final BigDecimal SURPLUS_HOURS = new BigDecimal(10);

  /**
   * The share of its two vCPUs that a burst class may use for ever, in per cent. Source: Amazon EC2
   * user guide, "Burstable performance instances".
   */
  private static final Map<String, Integer> BASELINE =
      Map.of("micro", 10, "small", 20, "medium", 20, "large", 30, "xlarge", 40, "2xlarge", 40);

  /** Performance Insights keep so many days for nothing. */
  private static final double FREE_INSIGHTS_DAYS = 7;

  @Override
  public void bill(Captured database, Bill bill) {
    requireKnown(database);
    String size = database.text("instanceClass").orElse("");
    boolean standby = database.flag("multiAz");
    String kind = standby ? "multi" : "single";
    BigDecimal gb = BigDecimal.valueOf(database.number("allocatedStorage").orElse(0.0));
    bill.fixed(
        database,
        size + (standby ? " with a standby" : ""),
        Quantity.of(1, "instance").hours(),
        "rds." + size + "." + kind);
    bill.fixed(database, "storage", Quantity.of(gb, "GB"), "rds.gp3." + kind);
    bill.assume(
        "The database's storage stays at %s GB, though it may grow by itself to %s."
            .formatted(plain(gb), plain(most(database, gb))));
    backups(database, gb, bill);
    credits(database, size, standby, bill);
    if (database.flag("manageMasterUserPassword")) {
      bill.fixed(database, "the master's secret", Quantity.of(1, "secret"), "secret");
    }
  }

  /** What costs more is refused until there is a rule for it. */
  private static void requireKnown(Captured database) {
    require(database, database.text("storageType").orElse("").equals("gp3"), "no gp3 storage");
    for (String input : List.of("iops", "storageThroughput", "monitoringInterval")) {
      require(database, database.number(input).orElse(0.0) == 0, input);
    }
    require(
        database,
        database.number("performanceInsightsRetentionPeriod").orElse(0.0) <= FREE_INSIGHTS_DAYS,
        "Performance Insights for longer than a week");
    require(
        database,
        database.text("engineLifecycleSupport").orElse("").endsWith("-disabled"),
        "extended support, which is billed once its version is out of date");
  }

  private static void require(Captured database, boolean known, String what) {
    if (!known) {
      throw new Failed(
          "nothing is known of what database '%s' costs with %s: teach it to the class"
              + " DatabasePrice",
          database.name(), what);
    }
  }

  private static BigDecimal most(Captured database, BigDecimal gb) {
    return database.number("maxAllocatedStorage").map(BigDecimal::valueOf).orElse(gb);
  }

  /** As much as the storage is free. */
  private static void backups(Captured database, BigDecimal gb, Bill bill) {
    BigDecimal days = BigDecimal.valueOf(database.number("backupRetentionPeriod").orElse(0.0));
    BigDecimal kept = gb.multiply(USED).multiply(BigDecimal.ONE.add(DAILY_CHANGE.multiply(days)));
    BigDecimal beyond = kept.subtract(gb).max(BigDecimal.ZERO);
    bill.usage(
        database, "backups beyond the storage's size", Quantity.of(beyond, "GB"), "rds.backup");
    bill.assume(
        "Half of the storage is used and 2 %% of that changes a day: %s days of backups are %s GB, of which as many as the storage has are free."
            .formatted(plain(days), plain(kept)));
  }

  private static void credits(Captured database, String size, boolean standby, Bill bill) {
    @Nullable Integer baseline = BASELINE.get(size.substring(size.lastIndexOf('.') + 1));
    if (!size.startsWith("db.t") || baseline == null) {
      return;
    }
    long instances = standby ? 2 : 1;
    bill.usage(database, "CPU credits", Quantity.of(SURPLUS_HOURS, "vCPU-h"), "rds.credits");
    BigDecimal worst =
        BigDecimal.valueOf(2 * instances)
            .multiply(Quantity.HOURS)
            .multiply(BigDecimal.valueOf(100L - baseline).movePointLeft(2))
            .multiply(bill.price("rds.credits").usd());
    bill.assume(
        "%s may use %d %% of its 2 vCPUs for ever, and more on credits: 10 vCPU-hours a month are beyond them (unlimited mode). Busy without a pause it would cost $%s more; an alarm on its credits rings before."
            .formatted(size, baseline, worst.setScale(2, RoundingMode.HALF_UP)));
  }

  private static String plain(BigDecimal number) {
    return Quantity.plain(number);
  }
}
