package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.budgets.model.Budget;
import software.amazon.awssdk.services.budgets.model.CalculatedSpend;
import software.amazon.awssdk.services.budgets.model.Spend;

/** What the month has cost so far, and will by AWS's forecast. AWS counts some times a day. */
final class BudgetForecast {
  static final AwsCheck CHECK =
      new AwsCheck(
          "budget-forecast",
          "the month stays within the environment's budget",
          (seen, notes) ->
              judge(
                  MonitoringChecks.budgets(seen),
                  seen.environment().budget().orElseThrow().maxUsd(),
                  notes));

  private BudgetForecast() {}

  static void judge(List<Budget> budgets, int limit, Notes notes) {
    Optional<BigDecimal> spent = most(budgets, CalculatedSpend::actualSpend);
    Optional<BigDecimal> foreseen = most(budgets, CalculatedSpend::forecastedSpend);
    notes.seen(
        "%s so far, %s, of $%d",
        spent.map(BudgetForecast::dollars).orElse("nothing"),
        foreseen
            .map(BudgetForecast::dollars)
            .map(sum -> sum + " foreseen")
            .orElse("no forecast yet"),
        limit);
    BigDecimal most = BigDecimal.valueOf(limit);
    notes.require(
        spent.isEmpty() || spent.get().compareTo(most) <= 0,
        "%s are spent; the budget is $%d",
        spent.map(BudgetForecast::dollars).orElse(""),
        limit);
    notes.require(
        foreseen.isEmpty() || foreseen.get().compareTo(most) <= 0,
        "%s are foreseen, %s spent; the budget is $%d",
        foreseen.map(BudgetForecast::dollars).orElse(""),
        spent.map(BudgetForecast::dollars).orElse("nothing"),
        limit);
  }

  private static Optional<BigDecimal> most(
      List<Budget> budgets, Function<CalculatedSpend, Spend> part) {
    return budgets.stream()
        .map(Budget::calculatedSpend)
        .flatMap(Stream::ofNullable)
        .map(part)
        .flatMap(Stream::ofNullable)
        .map(Spend::amount)
        .max(BigDecimal::compareTo);
  }

  private static String dollars(BigDecimal amount) {
    return "$" + amount.setScale(2, RoundingMode.HALF_UP);
  }
}
