package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a schedule of EventBridge runs. */
final class Runs {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");
  private static final Pattern CRON =
      Pattern.compile("cron\\((\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+)\\)");
  private static final Map<String, Integer> MINUTES =
      Map.of("minute", 1, "hour", 60, "day", 24 * 60);
  private static final BigDecimal MINUTES_A_MONTH = Quantity.HOURS.multiply(new BigDecimal(60));
  private static final BigDecimal DAYS = Quantity.divide(Quantity.HOURS, new BigDecimal(24));
  private static final BigDecimal WEEKS = Quantity.divide(DAYS, new BigDecimal(7));

  private Runs() {}

  /**
   * Times a month.
   *
   * @throws Failed for an expression that says more than minutes, hours and one day of the week
   */
  static BigDecimal aMonth(String expression) {
    Matcher rate = RATE.matcher(expression);
    if (rate.matches()) {
      long minutes = Long.parseLong(rate.group(1)) * MINUTES.getOrDefault(rate.group(2), 1);
      return Quantity.divide(MINUTES_A_MONTH, BigDecimal.valueOf(minutes));
    }
    Matcher cron = CRON.matcher(expression);
    if (cron.matches() && cron.group(4).equals("*") && cron.group(6).equals("*")) {
      BigDecimal days =
          every(cron.group(3))
              ? every(cron.group(5)) ? DAYS : WEEKS.multiply(count(cron.group(5), 7, expression))
              : count(cron.group(3), 31, expression);
      return days.multiply(count(cron.group(1), 60, expression))
          .multiply(count(cron.group(2), 24, expression));
    }
    throw unknown(expression);
  }

  private static boolean every(String field) {
    return field.equals("*") || field.equals("?");
  }

  /** How many of a field's values are meant. */
  private static BigDecimal count(String field, int all, String expression) {
    if (every(field)) {
      return BigDecimal.valueOf(all);
    }
    if (field.matches("[*0]/\\d+")) {
      return Quantity.divide(
          BigDecimal.valueOf(all), new BigDecimal(field.substring(field.indexOf('/') + 1)));
    }
    if (field.matches("[A-Z0-9]+(,[A-Z0-9]+)*")) {
      return BigDecimal.valueOf(field.split(",", -1).length);
    }
    throw unknown(expression);
  }

  private static Failed unknown(String expression) {
    return new Failed(
        "how often '%s' runs cannot be told: teach it to the class Runs of the plan", expression);
  }
}
