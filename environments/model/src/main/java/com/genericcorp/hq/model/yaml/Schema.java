package com.genericcorp.hq.model.yaml;

import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Schema (2020-12) restricted to the keywords of {@link SchemaKeywords}.
 *
 * <p>Own code instead of a library because a library costs most of the time that it takes to load
 * an environment, on every start of the command line (measured in docs/environments.md), and its
 * messages name neither file, line nor the nearest key. The tests hold its verdicts against a
 * library's.
 *
 * <p>Two annotations are added: {@code patternErrorMessage}, which editors know too, says what a
 * pattern wants; {@code x-optional} marks a key that may be missing. All others must be there once
 * the files are merged. ({@code required} itself would make editors complain of every file, as each
 * is only a part.)
 */
public final class Schema {
  /** Keys are not looked for below this depth, so that a rule may refer to itself. */
  private static final int DEEPEST = 6;

  private final Section root;

  private Schema(Section root) {
    this.root = root;
  }

  /** Reads a schema; empty when it cannot be used and {@code faults} says why. */
  public static Optional<Schema> read(Path file, String shown, Faults faults) {
    Optional<Section> root = YamlFile.read(file, shown, faults);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Schema schema = new Schema(root.get());
    Faults own = new Faults();
    new SchemaKeywords(schema, own).check(root.get());
    faults.addAll(own);
    return own.isEmpty() ? Optional.of(schema) : Optional.empty();
  }

  /** The schema of a whole document, as a rule to check values with. */
  public Section root() {
    return root;
  }

  /** The keys that a document may have, in the schema's order. */
  public Set<String> keys() {
    return properties(root).keySet();
  }

  /** The rule itself, or the one that its {@code $ref} names. */
  Section resolve(Section rule) {
    return text(rule, "$ref")
        .flatMap(reference -> root.find(reference.replace("#/", "").replace('/', '.')))
        .filter(Section.class::isInstance)
        .map(Section.class::cast)
        .orElse(rule);
  }

  /** A keyword's value as text. */
  static Optional<String> text(Section rule, String keyword) {
    return rule.entries().get(keyword) instanceof Scalar scalar
            && scalar.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** A keyword's value as a number. */
  static Optional<BigDecimal> number(Section rule, String keyword) {
    return rule.entries().get(keyword) instanceof Scalar scalar
            && scalar.value() instanceof Number number
        ? Optional.of(new BigDecimal(number.toString()))
        : Optional.empty();
  }

  /** A keyword's values: those of its list, or its only one. */
  static List<Scalar> values(Section rule, String keyword) {
    List<Scalar> values = new ArrayList<>();
    Node node = rule.entries().get(keyword);
    if (node instanceof Items items) {
      items.values().forEach(value -> values.add((Scalar) value));
    } else if (node instanceof Scalar scalar) {
      values.add(scalar);
    }
    return values;
  }

  /** The rules of a map's known keys, in the schema's order. */
  static Map<String, Node> properties(Section rule) {
    return rule.entries().get("properties") instanceof Section properties
        ? properties.entries()
        : Map.of();
  }

  static boolean optional(Section rule) {
    return rule.entries().get("x-optional") instanceof Scalar scalar
        && Boolean.TRUE.equals(scalar.value());
  }

  /** Where else in the document a key of this name belongs, as {@code server.cpu}. */
  Optional<String> elsewhere(String key) {
    List<String> paths = new ArrayList<>();
    collect(root, "", DEEPEST, key, paths);
    return paths.size() == 1 ? Optional.of(paths.get(0)) : Optional.empty();
  }

  private void collect(Section rule, String path, int depth, String key, Collection<String> paths) {
    if (depth == 0) {
      return;
    }
    for (Map.Entry<String, Node> property : properties(resolve(rule)).entrySet()) {
      String at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
      if (property.getKey().equals(key)) {
        paths.add(at);
      }
      collect((Section) property.getValue(), at, depth - 1, key, paths);
    }
  }
}
