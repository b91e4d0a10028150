package com.genericcorp.hq.plan.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What AWS asks for one unit of something in one region.
 *
 * @param unit what it is asked for: {@code hour}, {@code GB-month}, {@code 10k calls}
 * @param date on which the amount stood in the source
 * @param checked whether somebody has read it there; otherwise it was written down as known
 * @param product what tells the product apart in AWS's Pricing API; empty: it is not refreshed
 */
public record Price(
    String key,
    BigDecimal usd,
    String unit,
    String region,
    LocalDate date,
    String source,
    boolean checked,
    Map<String, String> product) {
  public Price {
    product = Collections.unmodifiableMap(new LinkedHashMap<>(product));
  }

  /** Days since its date; 0 for one of the future. */
  public long ageDays(LocalDate today) {
    return Math.max(0, ChronoUnit.DAYS.between(date, today));
  }
}
