package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.List;

/**
 * How long data is kept, in days.
 *
 * @param logDays one of the periods that CloudWatch offers
 * @param usageDays metered usage
 * @param offboardingGraceDays from an organisation's suspension to its export and purge
 */
public record Retention(int logDays, int usageDays, int offboardingGraceDays) {
  private static final List<Integer> LOG_DAYS =
      List.of(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731);
  private static final int MOST = 3650;

  public Retention {
    if (!LOG_DAYS.contains(logDays)) {
      throw new InvalidInput("retention.logDays is %d; allowed: %s", logDays, LOG_DAYS);
    }
    Check.range("retention.usageDays", usageDays, 1, MOST);
    Check.range("retention.offboardingGraceDays", offboardingGraceDays, 1, MOST);
  }
}
