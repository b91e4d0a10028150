package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** All prices that are known: {@code prices.yaml}. */
public final class PriceBook {
  /** Where the file stands in the repository. */
  public static final String FILE =
      "stacks/plan/src/main/resources/com/genericcorp/hq/plan/prices/prices.yaml";

  private final List<Price> prices;

  /** A book of these prices. */
  public PriceBook(Collection<Price> prices) {
    this.prices = List.copyOf(prices);
  }

  /**
   * The book that this program was built with.
   *
   * @throws InvalidInput naming every fault of the file by its line
   */
  public static PriceBook own() {
    try (InputStream file =
        Objects.requireNonNull(PriceBook.class.getResourceAsStream("prices.yaml"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new PriceBook(PriceFile.read(text, FILE));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** In the file's order. */
  public List<Price> prices() {
    return prices;
  }

  /**
   * The price of something in a region.
   *
   * @throws InvalidInput saying which one is missing and where it belongs
   */
  public Price price(String key, String region) {
    TreeSet<String> elsewhere = new TreeSet<>();
    for (Price price : prices) {
      if (price.key().equals(key)) {
        if (price.region().equals(region)) {
          return price;
        }
        elsewhere.add(price.region());
      }
    }
    throw new InvalidInput(
        "there is no price of '%s' in %s%s; add it to %s, with its date and source",
        key, region, elsewhere.isEmpty() ? "" : ", only in " + String.join(", ", elsewhere), FILE);
  }
}
