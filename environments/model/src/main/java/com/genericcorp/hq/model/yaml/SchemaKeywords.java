package com.genericcorp.hq.model.yaml;

import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Refuses a schema of which {@link SchemaCheck} would overlook or misread something. */
final class SchemaKeywords {
  /** What a keyword's value must be. */
  private enum Shape {
    TEXT,
    NUMBER,
    FLAG,
    /** One value or a list of them. */
    VALUES,
    RULE,
    RULE_OR_FLAG,
    RULES
  }

  private static final Map<String, Shape> ANNOTATIONS =
      Map.of(
          "$schema", Shape.TEXT,
          "$defs", Shape.RULES,
          "title", Shape.TEXT,
          "description", Shape.TEXT,
          "patternErrorMessage", Shape.TEXT,
          "x-optional", Shape.FLAG);

  private static final Map<String, Shape> ASSERTIONS =
      Map.ofEntries(
          Map.entry("type", Shape.VALUES),
          Map.entry("enum", Shape.VALUES),
          Map.entry("minimum", Shape.NUMBER),
          Map.entry("maximum", Shape.NUMBER),
          Map.entry("minLength", Shape.NUMBER),
          Map.entry("maxLength", Shape.NUMBER),
          Map.entry("pattern", Shape.TEXT),
          Map.entry("maxItems", Shape.NUMBER),
          Map.entry("items", Shape.RULE),
          Map.entry("minProperties", Shape.NUMBER),
          Map.entry("properties", Shape.RULES),
          Map.entry("additionalProperties", Shape.RULE_OR_FLAG),
          Map.entry("propertyNames", Shape.RULE),
          Map.entry("required", Shape.VALUES));

  private static final Map<String, Shape> REFERENCE = Map.of("$ref", Shape.TEXT);

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean", "null");

  private final Schema schema;
  private final Faults faults;

  SchemaKeywords(Schema schema, Faults faults) {
    this.schema = schema;
    this.faults = faults;
  }

  /** Adds a fault for whatever the check could not follow, in this rule or below it. */
  void check(Section rule) {
    boolean reference = rule.entries().containsKey("$ref");
    Map<String, Shape> assertions = reference ? REFERENCE : ASSERTIONS;
    rule.entries()
        .forEach(
            (keyword, value) -> {
              Shape shape = ANNOTATIONS.getOrDefault(keyword, assertions.get(keyword));
              if (shape == null) {
                faults.add(
                    value,
                    "the check does not know the keyword "
                        + Scalar.quoted(keyword)
                        + " here; teach it to SchemaCheck, or do without");
              } else if (!hasShape(shape, value)) {
                faults.add(value, keyword + " is " + value.shown() + ", which it cannot be");
              } else {
                checkBelow(shape, value);
              }
            });
    if (reference && schema.resolve(rule).entries().containsKey("$ref")) {
      faults.add(
          rule, "the reference " + Schema.text(rule, "$ref").orElse("") + " leads to no rule");
    }
    for (Scalar type : Schema.values(rule, "type")) {
      if (!TYPES.contains(String.valueOf(type.value()))) {
        faults.add(type, type.shown() + " is no type of JSON Schema");
      }
    }
    Schema.text(rule, "pattern").ifPresent(pattern -> checkPattern(rule, pattern));
  }

  private void checkBelow(Shape shape, Node value) {
    if (value instanceof Section rule && (shape == Shape.RULE || shape == Shape.RULE_OR_FLAG)) {
      check(rule);
    } else if (value instanceof Section rules) {
      rules.entries().values().forEach(rule -> check((Section) rule));
    }
  }

  private void checkPattern(Section rule, String pattern) {
    if (!rule.entries().containsKey("maxLength")) {
      faults.add(rule, "a pattern needs a maxLength beside it, which bounds the time it takes");
    }
    // Whole values are matched: Java's '$' alone would let a line feed pass behind them.
    if (!pattern.startsWith("^") || !pattern.endsWith("$")) {
      faults.add(rule, "a pattern must start with '^' and end with '$'");
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException problem) {
      faults.add(rule, "the pattern cannot be read: " + problem.getDescription());
    }
  }

  private static boolean hasShape(Shape shape, Node value) {
    return switch (shape) {
      case TEXT -> value instanceof Scalar scalar && scalar.value() instanceof String;
      case NUMBER -> value instanceof Scalar scalar && scalar.value() instanceof Number;
      case FLAG -> isFlag(value);
      case VALUES ->
          value instanceof Scalar
              || (value instanceof Items items
                  && items.values().stream().allMatch(Scalar.class::isInstance));
      case RULE -> value instanceof Section;
      case RULE_OR_FLAG -> value instanceof Section || isFlag(value);
      case RULES ->
          value instanceof Section rules
              && rules.entries().values().stream().allMatch(Section.class::isInstance);
    };
  }

  private static boolean isFlag(Node value) {
    return value instanceof Scalar scalar && scalar.value() instanceof Boolean;
  }
}
