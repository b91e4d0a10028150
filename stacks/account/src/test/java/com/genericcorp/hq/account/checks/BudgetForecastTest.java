package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.budgets.model.Budget;
import software.amazon.awssdk.services.budgets.model.Spend;

class BudgetForecastTest {
  @Test
  void whatStaysWithinTheBudgetIsWell() {
    Result result = judged(budget("12.404", "80"));
    assertThat(result.ok()).isTrue();
    assertThat(result.seen()).isEqualTo("$12.40 so far, $80.00 foreseen, of $80");
  }

  @Test
  void anAccountTooYoungForAForecastIsWell() {
    assertThat(judged(budget("0", null)).seen()).isEqualTo("$0.00 so far, no forecast yet, of $80");
    assertThat(judged(Budget.builder().budgetName("one").build()).seen())
        .isEqualTo("nothing so far, no forecast yet, of $80");
  }

  @Test
  void aForecastAboveTheBudgetIsAFault() {
    Result result = judged(budget("40", "80.01"), budget("40", null));
    assertThat(result.ok()).isFalse();
    assertThat(result.seen()).isEqualTo("$80.01 are foreseen, $40.00 spent; the budget is $80");
    assertThat(judged(budget("81", null)).seen()).isEqualTo("$81.00 are spent; the budget is $80");
  }

  private static Budget budget(String spent, @Nullable String foreseen) {
    return Budget.builder()
        .budgetName("one")
        .calculatedSpend(
            spend ->
                spend
                    .actualSpend(dollars(spent))
                    .forecastedSpend(foreseen == null ? null : dollars(foreseen)))
        .build();
  }

  private static Spend dollars(String amount) {
    return Spend.builder().amount(new BigDecimal(amount)).unit("USD").build();
  }

  private static Result judged(Budget... budgets) {
    return Judged.of(notes -> BudgetForecast.judge(List.of(budgets), 80, notes));
  }
}
