package com.genericcorp.hq.model.yaml;

import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What was found and what is allowed, in words. */
final class Wording {
  private Wording() {}

  /** A value with its type, for one that has the wrong type. */
  static String described(Node node) {
    if (!(node instanceof Scalar scalar)) {
      return node.shown();
    }
    Object value = scalar.value();
    return value == null
        ? "empty"
        : (value instanceof String ? "the text " : value instanceof Number ? "the number " : "")
            + scalar.shown();
  }

  /** What a rule wants. */
  static String expected(Section rule) {
    List<Scalar> values = Schema.values(rule, "enum");
    if (!values.isEmpty()) {
      return "one of " + String.join(", ", values.stream().map(one -> one.value() + "").toList());
    }
    Optional<String> wanted = Schema.text(rule, "patternErrorMessage");
    return wanted.orElseGet(
        () ->
            String.join(
                " or ",
                Schema.values(rule, "type").stream()
                    .map(type -> inWords(String.valueOf(type.value()), rule))
                    .toList()));
  }

  private static String inWords(String type, Section rule) {
    return switch (type) {
      case "object" -> "a map";
      case "array" -> "a list";
      case "string" -> "text";
      case "integer" -> "a whole number (" + range(rule) + ")";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      default -> type;
    };
  }

  /** The bounds of a rule for numbers. */
  static String range(Section rule) {
    String least = Schema.number(rule, "minimum").map(BigDecimal::toString).orElse("");
    String most = Schema.number(rule, "maximum").map(BigDecimal::toString).orElse("");
    return least.isEmpty()
        ? "at most " + most
        : most.isEmpty() ? "at least " + least : least + " to " + most;
  }
}
