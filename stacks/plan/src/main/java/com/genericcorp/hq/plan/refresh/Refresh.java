package com.genericcorp.hq.plan.refresh;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.plan.prices.Price;
import com.genericcorp.hq.plan.prices.PriceBook;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** Writes today's prices into the file of prices. */
public final class Refresh {
  private Refresh() {}

  /**
   * Asks for each price that says which product it is of.
   *
   * @return what was done, a line a price that changed, for people
   * @throws Failed when AWS cannot be asked: no credentials, no permission, no network
   */
  public static String run(Path file, LocalDate today) {
    try (PriceList list = PriceList.ofAws()) {
      return run(file, today, PriceBook.own(), list);
    }
  }

  static String run(Path file, LocalDate today, PriceBook book, PriceList list) {
    StringBuilder said = new StringBuilder();
    int same = 0;
    int byHand = 0;
    try {
      String text = Files.readString(file);
      for (Price price : book.prices()) {
        if (price.product().isEmpty()) {
          byHand++;
          continue;
        }
        Optional<BigDecimal> now = list.price(price);
        if (now.isEmpty()) {
          said.append("? ").append(price.key()).append(": AWS has not exactly one such product\n");
          continue;
        }
        if (now.get().compareTo(price.usd()) == 0) {
          same++;
        } else {
          said.append(
              "~ %s: $%s → $%s%n"
                  .formatted(price.key(), price.usd().toPlainString(), now.get().toPlainString()));
        }
        text = PriceEntry.rewrite(text, price, now.get(), today);
      }
      AtomicFile.write(file, text);
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be rewritten: %s", file, problem.getMessage());
    }
    return said.append(
            "%d prices are the same; %d have no product of the API and are compared by hand.%n"
                .formatted(same, byHand))
        .toString();
  }
}
