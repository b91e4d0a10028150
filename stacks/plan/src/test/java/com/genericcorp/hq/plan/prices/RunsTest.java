package com.genericcorp.hq.plan.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTest {
  /** A month has 730 hours: 30.42 days, 4.35 weeks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron(30 2 * * ? *)     | 30.42",
        "cron(0 * * * ? *)      | 730.00",
        "cron(0/15 * * * ? *)   | 2920.00",
        "cron(0 2,14 * * ? *)   | 60.83",
        "cron(0 2 ? * SUN *)    | 4.35",
        "cron(0 2 1 * ? *)      | 1.00",
        "rate(5 minutes)        | 8760.00",
        "rate(1 day)            | 30.42",
      })
  void aScheduleRunsSoOftenAMonth(String expression, BigDecimal runs) {
    assertThat(Runs.aMonth(expression).setScale(2, RoundingMode.HALF_UP)).isEqualTo(runs);
  }

  @Test
  void whatItCannotReadItDoesNotGuess() {
    assertThatThrownBy(() -> Runs.aMonth("cron(0 2 L * ? 2027)"))
        .hasMessageContaining("how often 'cron(0 2 L * ? 2027)' runs cannot be told");
  }
}
