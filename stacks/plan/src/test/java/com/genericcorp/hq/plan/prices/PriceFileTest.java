package com.genericcorp.hq.plan.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.plan.Plans;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PriceFileTest {
  @Test
  void everyPriceOfTheFileHasItsRegionDateAndSource() {
    assertThat(PriceBook.own().prices())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            price -> {
              assertThat(price.region()).isEqualTo("us-east-1");
              assertThat(price.date()).isBetween("2026-01-01", Plans.TODAY.toString());
              assertThat(price.source()).isNotBlank();
              assertThat(price.usd()).isPositive();
            });
    assertThat(PriceBook.own().prices()).extracting(Price::key).doesNotHaveDuplicates();
  }

  @Test
  void faultsAreNamedByTheirLine() {
    String text =
        """
        sources:
          list: AWS
        prices:
          one: { usd: 0, unit: hour, region: us-east-1, date: 2026-10-01, source: list, checked: true }
          two: { usd: 1, unit: hour, region: us-east-1, date: today, source: hearsay, checked: true }
          three: 5
        """;
    assertThatThrownBy(() -> PriceFile.read(text, "prices.yaml"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            4 faults in the file of prices
              prices.yaml:4: one has no amount 'usd' above 0
              prices.yaml:5: two has no 'date' such as 2026-10-01
              prices.yaml:5: two names the source 'hearsay', which 'sources' does not have
              prices.yaml:6: the price three is no map""");
  }

  @Test
  void agedPricesAreWarnedOfAndAYearLaterRefused() {
    PriceBook book = PriceBook.own();
    assertThat(PriceAges.of(book.prices(), Plans.TODAY).warning()).isEmpty();
    PriceAges old = PriceAges.of(book.prices(), LocalDate.parse("2027-03-01"));
    assertThat(old.problem()).isEmpty();
    assertThat(old.warning().orElseThrow()).contains("older than 120 days", "of 2026-10-01");
    PriceAges tooOld = PriceAges.of(book.prices(), LocalDate.parse("2027-10-03"));
    assertThat(tooOld.problem().orElseThrow()).contains("older than a year", "--refresh");
    assertThat(tooOld.warning()).isEmpty();
  }
}
