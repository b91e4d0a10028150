package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.YamlFile;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the file of prices. */
final class PriceFile {
  private final Faults faults = new Faults();

  private PriceFile() {}

  /**
   * The prices in a file's text.
   *
   * @param shown the file's name for people
   * @throws InvalidInput naming every fault by its line
   */
  static List<Price> read(String text, String shown) {
    PriceFile file = new PriceFile();
    Optional<Section> root = YamlFile.parse(text, shown, file.faults);
    List<Price> prices = new ArrayList<>();
    root.ifPresent(
        all -> {
          Section sources = file.section(all, "sources");
          file.section(all, "prices")
              .entries()
              .forEach(
                  (key, node) -> {
                    if (node instanceof Section entry) {
                      file.price(key, entry, sources).ifPresent(prices::add);
                    } else {
                      file.faults.add(node, "the price " + key + " is no map");
                    }
                  });
        });
    file.faults.refuse("the file of prices");
    return prices;
  }

  private Section section(Section of, String key) {
    if (of.entries().get(key) instanceof Section section) {
      return section;
    }
    faults.add(of, "there is no map '" + key + "'");
    return new Section(of.place(), Map.of());
  }

  private Optional<Price> price(String key, Section entry, Section sources) {
    BigDecimal usd = amount(key, entry);
    LocalDate date = date(key, entry);
    String source = text(key, entry, "source");
    String unit = text(key, entry, "unit");
    String region = text(key, entry, "region");
    boolean checked = Boolean.parseBoolean(text(key, entry, "checked"));
    if (!(sources.entries().get(source) instanceof Scalar full)) {
      faults.add(entry, key + " names the source '" + source + "', which 'sources' does not have");
      return Optional.empty();
    }
    Map<String, String> product = new LinkedHashMap<>();
    if (entry.entries().get("api") instanceof Section api) {
      api.entries()
          .forEach((name, value) -> product.put(name, String.valueOf(((Scalar) value).value())));
    }
    return Optional.of(
        new Price(key, usd, unit, region, date, String.valueOf(full.value()), checked, product));
  }

  private BigDecimal amount(String key, Section entry) {
    try {
      BigDecimal usd = new BigDecimal(text(key, entry, "usd"));
      if (usd.signum() > 0) {
        return usd;
      }
    } catch (NumberFormatException problem) {
      // Refused below.
    }
    faults.add(entry, key + " has no amount 'usd' above 0");
    return BigDecimal.ZERO;
  }

  private LocalDate date(String key, Section entry) {
    try {
      return LocalDate.parse(text(key, entry, "date"));
    } catch (DateTimeParseException problem) {
      faults.add(entry, key + " has no 'date' such as 2026-10-01");
      return LocalDate.EPOCH;
    }
  }

  private String text(String key, Section entry, String name) {
    Node node = entry.entries().get(name);
    if (node instanceof Scalar scalar && scalar.value() != null) {
      return String.valueOf(scalar.value());
    }
    faults.add(entry, key + " has no '" + name + "'");
    return "";
  }
}
