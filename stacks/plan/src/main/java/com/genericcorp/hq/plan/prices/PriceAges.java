package com.genericcorp.hq.plan.prices;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How old prices are. Each is looked up again once in a while: {@code scripts/hq plan prices}.
 *
 * @param old older than {@value #WARN_DAYS} days
 * @param tooOld older than {@value #FAIL_DAYS} days
 * @param unchecked how many nobody has compared with AWS's list
 */
public record PriceAges(List<Price> old, List<Price> tooOld, long unchecked) {
  /** From then on a plan says so. */
  public static final int WARN_DAYS = 120;

  /** From then on a plan does not pass. */
  public static final int FAIL_DAYS = 365;

  private static final String REMEDY =
      "; 'scripts/hq plan prices --refresh' asks AWS, with credentials";

  /** Of these prices on a day. */
  public static PriceAges of(Collection<Price> prices, LocalDate today) {
    List<Price> oldest = prices.stream().sorted(Comparator.comparing(Price::date)).toList();
    return new PriceAges(
        oldest.stream().filter(one -> one.ageDays(today) > WARN_DAYS).toList(),
        oldest.stream().filter(one -> one.ageDays(today) > FAIL_DAYS).toList(),
        prices.stream().filter(one -> !one.checked()).count());
  }

  /** Why a plan cannot be relied on. */
  public Optional<String> problem() {
    return tooOld.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of its prices are older than a year, '%s' the oldest, of %s%s"
                .formatted(tooOld.size(), tooOld.get(0).key(), tooOld.get(0).date(), REMEDY));
  }

  /** What is to be done soon. */
  public Optional<String> warning() {
    return old.isEmpty() || !tooOld.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of its prices are older than %d days, '%s' the oldest, of %s%s"
                .formatted(old.size(), WARN_DAYS, old.get(0).key(), old.get(0).date(), REMEDY));
  }
}
