package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.math.BigDecimal;

/** A bucket: what lies in it, and putting it there. */
final class BucketPrice implements PriceRule {
  private static final BigDecimal THOUSAND = new BigDecimal(1000);

  /** KiB that the line of a request takes in a compressed access log. */
  private static final BigDecimal LINE_KB = new BigDecimal("0.1");

  /** The load balancer writes a file every 5 minutes in each zone. */
  private static final BigDecimal FILES_AN_HOUR = new BigDecimal(12);

  private static final BigDecimal MONTH_DAYS = Quantity.divide(Quantity.HOURS, new BigDecimal(24));
  private static final BigDecimal OTHER_GB = BigDecimal.TEN;

  @Override
  public void bill(Captured bucket, Bill bill) {
    if (isOfAccessLogs(bucket, bill)) {
      accessLogs(bucket, bill);
    } else {
      bill.usage(bucket, "what lies in it", Quantity.of(OTHER_GB, "GB"), "s3.gb");
      bill.usage(bucket, "putting it there", Quantity.of(1, "× 1k requests"), "s3.put");
      bill.assume("Buckets of exports and of Pulumi's state hold 10 GB each.");
    }
  }

  private static boolean isOfAccessLogs(Captured bucket, Bill bill) {
    return bill.inventory().ofType(Types.BALANCER).stream()
        .map(balancer -> balancer.map("accessLogs").get("bucket"))
        .anyMatch(name -> name != null && name.equals(bucket.inputs().get("bucket")));
  }

  private static void accessLogs(Captured bucket, Bill bill) {
    BigDecimal days = BigDecimal.valueOf(bill.environment().retention().logDays());
    bill.usage(
        bucket,
        "access logs that are kept",
        Quantity.of(Volumes.gb(bill.volumes().arriving(), LINE_KB), "GB")
            .times(Quantity.divide(days, MONTH_DAYS), "months"),
        "s3.gb");
    int zones = bill.environment().aws().orElseThrow().availabilityZones();
    BigDecimal files = FILES_AN_HOUR.multiply(Quantity.HOURS).multiply(BigDecimal.valueOf(zones));
    bill.usage(
        bucket,
        "writing them",
        Quantity.of(Quantity.divide(files, THOUSAND), "× 1k requests"),
        "s3.put");
    bill.assume(
        "A request's line in the access log is 0.1 KiB compressed; bringing it to S3 is free.");
  }
}
