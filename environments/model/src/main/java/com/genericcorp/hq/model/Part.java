package com.genericcorp.hq.model;

import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** A map of a tree in which no fault was found: its values, as the types that the records take. */
record Part(Section map) {
  Set<String> keys() {
    return map.entries().keySet();
  }

  Part part(String key) {
    return new Part((Section) node(key));
  }

  <T> Optional<T> optional(String key, Function<Part, T> part) {
    return keys().contains(key) ? Optional.of(part.apply(part(key))) : Optional.empty();
  }

  Optional<List<String>> optionalTexts(String key) {
    return map.entries().get(key) instanceof Items items
        ? Optional.of(items.values().stream().map(Part::text).toList())
        : Optional.empty();
  }

  Optional<String> optionalText(String key) {
    return keys().contains(key) ? Optional.of(text(key)) : Optional.empty();
  }

  String text(String key) {
    return text(node(key));
  }

  private static String text(Node node) {
    return String.valueOf(((Scalar) node).value());
  }

  /** A word of the files as an enum's constant is written. */
  String word(String key) {
    return text(key).toUpperCase(Locale.ROOT);
  }

  Severity severity() {
    return Severity.valueOf(word("severity"));
  }

  int integer(String key) {
    return Integer.parseInt(text(key));
  }

  BigDecimal decimal(String key) {
    return new BigDecimal(text(key));
  }

  OptionalInt limit(String key) {
    return ((Scalar) node(key)).value() == null
        ? OptionalInt.empty()
        : OptionalInt.of(integer(key));
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(text(key));
  }

  Node node(String key) {
    return Objects.requireNonNull(map.entries().get(key), key);
  }
}
