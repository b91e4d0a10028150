package com.genericcorp.hq.model.yaml;

import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Says where a merged description breaks its schema: what was found and what is allowed. */
public final class SchemaCheck {
  private final Schema schema;
  private final Faults faults;
  private final String subject;
  private final String instead;
  private final Set<String> meant = new HashSet<>();

  public SchemaCheck(Schema schema, Faults faults) {
    this(schema, faults, "the environment", ", or delete the line to keep what common.yaml says");
  }

  /**
   * A check of another kind of document.
   *
   * @param subject what the document describes, for a sentence: {@code the image}
   */
  public SchemaCheck(Schema schema, Faults faults, String subject) {
    this(schema, faults, subject, ", or delete the line");
  }

  private SchemaCheck(Schema schema, Faults faults, String subject, String instead) {
    this.schema = schema;
    this.faults = faults;
    this.subject = subject;
    this.instead = instead;
  }

  /**
   * Adds a fault for everything in the document that the schema does not allow.
   *
   * @return the keys, as {@code database.rds}, that misspelt ones were meant to be: they are not
   *     missing
   */
  public Set<String> check(Section document) {
    meant.clear();
    check(schema.root(), document, "", document.place(), Set.of());
    return Set.copyOf(meant);
  }

  /**
   * @param path the value's name in messages; empty for the document
   * @param parent where to look for what is missing: in the document's own file, not in one under
   *     it
   * @param siblings names beside the value's own, where names are free (tiers)
   */
  private void check(
      Section reference, Node node, String path, Place parent, Set<String> siblings) {
    Section rule = schema.resolve(reference);
    Place own = node.place().file().equals(parent.file()) ? node.place() : parent;
    if (!hasType(rule, node)) {
      String hint =
          node instanceof Scalar scalar && scalar.value() == null
              ? ". Give it a value" + instead
              : "";
      faults.add(
          node,
          path + " is " + Wording.described(node) + "; expected " + Wording.expected(rule) + hint);
    } else if (node instanceof Section map) {
      checkMap(rule, map, path, own, siblings);
    } else if (node instanceof Items list) {
      checkList(rule, list, path, own);
    } else {
      checkScalar(rule, (Scalar) node, path);
    }
  }

  private void checkMap(Section rule, Section map, String path, Place own, Set<String> siblings) {
    Map<String, Node> properties = Schema.properties(rule);
    Node additional = rule.entries().get("additionalProperties");
    Set<String> missing = new TreeSet<>();
    properties.forEach(
        (key, child) -> {
          if (!Schema.optional((Section) child)) {
            missing.add(key);
          }
        });
    Schema.values(rule, "required").forEach(key -> missing.add(String.valueOf(key.value())));
    missing.removeAll(map.entries().keySet());
    map.entries()
        .forEach(
            (key, value) -> {
              String at = below(path, key);
              if (properties.get(key) instanceof Section child) {
                check(child, value, at, own, Set.of());
              } else if (additional instanceof Section child) {
                checkName(rule, value, key, path);
                check(child, value, at, own, map.entries().keySet());
              } else if (additional != null) {
                unknown(value, key, path, properties.keySet(), missing);
              }
            });
    if (!missing.isEmpty()) {
      String name = path.substring(path.lastIndexOf('.') + 1);
      List<String> others = new ArrayList<>(siblings);
      others.remove(name);
      faults.add(
          own,
          (path.isEmpty() ? subject : path)
              + " lacks "
              + String.join(", ", missing)
              + NearestName.hint(name, others));
    }
    Schema.number(rule, "minProperties")
        .filter(least -> map.entries().size() < least.intValue())
        .ifPresent(least -> faults.add(map, path + " is empty; expected at least " + least));
  }

  /** A key that is not known; the one that it was meant to be is then not reported as missing. */
  private void unknown(
      Node value, String key, String path, Set<String> known, Set<String> missing) {
    Optional<String> nearest = NearestName.of(key, known);
    nearest.ifPresent(
        name -> {
          missing.remove(name);
          meant.add(below(path, name));
        });
    String hint =
        NearestName.hint(nearest.or(() -> schema.elsewhere(key).filter(at -> !at.equals(key))));
    faults.add(
        value,
        (path.isEmpty() ? "" : path + ": ")
            + "there is no key "
            + Scalar.quoted(key)
            + "; allowed: "
            + String.join(", ", known)
            + hint);
  }

  private static String below(String path, String key) {
    String safe = Scalar.printable(key);
    return path.isEmpty() ? safe : path + "." + safe;
  }

  private void checkName(Section rule, Node value, String key, String path) {
    if (rule.entries().get("propertyNames") instanceof Section names) {
      patternFault(names, key)
          .ifPresent(
              wanted ->
                  faults.add(
                      value, path + ": the key " + Scalar.quoted(key) + " is not " + wanted));
    }
  }

  private void checkList(Section rule, Items list, String path, Place own) {
    Schema.number(rule, "maxItems")
        .filter(most -> list.values().size() > most.intValue())
        .ifPresent(
            most ->
                faults.add(
                    list, path + " has " + list.values().size() + " entries; allowed: " + most));
    if (rule.entries().get("items") instanceof Section items) {
      for (int index = 0; index < list.values().size(); index++) {
        check(items, list.values().get(index), path + "[" + index + "]", own, Set.of());
      }
    }
  }

  private void checkScalar(Section rule, Scalar scalar, String path) {
    List<Scalar> allowed = Schema.values(rule, "enum");
    if (!allowed.isEmpty() && allowed.stream().noneMatch(one -> same(one, scalar))) {
      List<String> names = allowed.stream().map(one -> String.valueOf(one.value())).toList();
      String hint = scalar.value() instanceof String text ? NearestName.hint(text, names) : "";
      faults.add(
          scalar, path + " is " + scalar.shown() + "; allowed: " + String.join(", ", names) + hint);
    }
    if (scalar.value() instanceof Number) {
      checkRange(rule, scalar, path);
    }
    if (scalar.value() instanceof String text) {
      patternFault(rule, text)
          .ifPresent(
              wanted ->
                  faults.add(scalar, path + " is " + scalar.shown() + "; expected " + wanted));
    }
  }

  private void checkRange(Section rule, Scalar scalar, String path) {
    BigDecimal value = new BigDecimal(String.valueOf(scalar.value()));
    Optional<BigDecimal> least = Schema.number(rule, "minimum");
    Optional<BigDecimal> most = Schema.number(rule, "maximum");
    if (least.filter(bound -> value.compareTo(bound) < 0).isPresent()
        || most.filter(bound -> value.compareTo(bound) > 0).isPresent()) {
      faults.add(scalar, path + " is " + scalar.shown() + "; allowed: " + Wording.range(rule));
    }
  }

  /** What text should have been, if its length or pattern is wrong. */
  private static Optional<String> patternFault(Section rule, String text) {
    int least = Schema.number(rule, "minLength").orElse(BigDecimal.ZERO).intValue();
    int most = Schema.number(rule, "maxLength").map(BigDecimal::intValue).orElse(Integer.MAX_VALUE);
    int length = text.codePointCount(0, text.length());
    boolean fits = least <= length && length <= most;
    if (fits
        && Schema.text(rule, "pattern")
            .filter(pattern -> !Pattern.compile(pattern).matcher(text).matches())
            .isEmpty()) {
      return Optional.empty();
    }
    String wanted = Schema.text(rule, "patternErrorMessage").orElse("text");
    String characters = (least == 0 ? "at most " : least + " to ") + most + " characters";
    return Optional.of(fits ? wanted : wanted + " (" + characters + ")");
  }

  private static boolean hasType(Section rule, Node node) {
    List<Scalar> types = Schema.values(rule, "type");
    return (types.isEmpty() && node instanceof Scalar)
        || types.stream().anyMatch(type -> isA(String.valueOf(type.value()), node));
  }

  private static boolean isA(String type, Node node) {
    Object value = node instanceof Scalar scalar ? scalar.value() : node;
    return switch (type) {
      case "object" -> node instanceof Section;
      case "array" -> node instanceof Items;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Long;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      default -> throw new IllegalArgumentException("'" + type + "' is no type of JSON Schema");
    };
  }

  private static boolean same(Scalar one, Scalar other) {
    return (one.value() instanceof Number a && other.value() instanceof Number b)
        ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0
        : Objects.equals(one.value(), other.value());
  }
}
