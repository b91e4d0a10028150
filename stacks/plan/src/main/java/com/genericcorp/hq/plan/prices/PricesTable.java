package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The book of prices, for people and for programs. */
public final class PricesTable {
  private PricesTable() {}

  /** A line a price. */
  public static String of(PriceBook book, LocalDate today) {
    Table table = Table.of("PRICE", "USD", "PER", "REGION", "DATE", "DAYS", "CHECKED");
    List<String> sources = new ArrayList<>();
    for (Price price : book.prices()) {
      if (!sources.contains(price.source())) {
        sources.add(price.source());
      }
      table.row(
          price.key(),
          price.usd().toPlainString(),
          price.unit(),
          price.region(),
          price.date().toString(),
          Long.toString(price.ageDays(today)),
          price.checked()
              ? "[" + (sources.indexOf(price.source()) + 1) + "]"
              : "no [" + (sources.indexOf(price.source()) + 1) + "]");
    }
    StringBuilder text = new StringBuilder(table.toString()).append('\n');
    for (int index = 0; index < sources.size(); index++) {
      text.append("[").append(index + 1).append("] ").append(sources.get(index)).append('\n');
    }
    PriceAges ages = PriceAges.of(book.prices(), today);
    text.append(
        "%d prices, %d not yet compared with AWS's list; a plan warns after %d days and fails after %d.%n"
            .formatted(
                book.prices().size(), ages.unchecked(), PriceAges.WARN_DAYS, PriceAges.FAIL_DAYS));
    ages.problem().or(ages::warning).ifPresent(one -> text.append("! ").append(one).append('\n'));
    return text.toString();
  }

  /** A map a price. */
  public static List<Map<String, Object>> json(PriceBook book, LocalDate today) {
    return book.prices().stream()
        .map(
            price -> {
              Map<String, Object> map = new LinkedHashMap<>();
              map.put("price", price.key());
              map.put("usd", price.usd());
              map.put("unit", price.unit());
              map.put("region", price.region());
              map.put("date", price.date().toString());
              map.put("ageDays", price.ageDays(today));
              map.put("source", price.source());
              map.put("checked", price.checked());
              return map;
            })
        .toList();
  }
}
