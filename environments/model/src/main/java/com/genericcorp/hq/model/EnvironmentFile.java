package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Place;
import com.genericcorp.hq.model.yaml.Schema;
import com.genericcorp.hq.model.yaml.SchemaCheck;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one file describes, merged with the common one: an environment, or one in each of its sizes,
 * whose keys are laid over the others as those are over the common ones.
 */
final class EnvironmentFile {
  private static final String SIZE = "size";
  private static final String SIZES = "sizes";

  /** What a size cannot lay over. */
  private static final Set<String> FIXED = Set.of("platform", SIZE, SIZES);

  private final String name;
  private final Section base;
  private final Map<String, Section> layers = new LinkedHashMap<>();

  /**
   * @param merged the environment's map over the common one
   * @param keys those that an environment may have
   */
  EnvironmentFile(String name, Section merged, Set<String> keys) {
    this.name = name;
    Map<String, Node> entries = new LinkedHashMap<>(merged.entries());
    if (entries.get(SIZES) instanceof Section sizes) {
      Predicate<String> laidOver = key -> keys.contains(key) && !FIXED.contains(key);
      Map<String, Node> rest = new LinkedHashMap<>();
      sizes
          .entries()
          .forEach(
              (size, written) -> {
                rest.put(size, written);
                if (written instanceof Section section) {
                  layers.put(size, part(section, laidOver));
                  rest.put(size, part(section, laidOver.negate()));
                }
              });
      entries.put(SIZES, new Section(sizes.place(), rest));
    }
    base = new Section(merged.place(), entries);
  }

  private static Section part(Section of, Predicate<String> keys) {
    Map<String, Node> entries = new LinkedHashMap<>(of.entries());
    entries.keySet().removeIf(keys.negate());
    return new Section(of.place(), entries);
  }

  /** The names of the sizes in the file's order. */
  List<String> sizes() {
    return List.copyOf(layers.keySet());
  }

  /** Adds the faults of the environment in each of its sizes. */
  void check(Schema schema, Faults faults) {
    if (layers.isEmpty()) {
      check(schema, base, Set.of(), "", faults);
      return;
    }
    Map<String, Faults> found = new LinkedHashMap<>();
    layers.forEach(
        (size, layer) -> {
          String path = SIZES + "." + Scalar.printable(size);
          Set<Place> places = new HashSet<>();
          layer.entries().values().forEach(node -> collect(node, places));
          Faults own = new Faults();
          check(schema, tree(layer), places, path + ".", own);
          found.put(path, own);
        });
    faults.addVariants(found);
  }

  private static void check(
      Schema schema, Section tree, Set<Place> near, String path, Faults faults) {
    Set<String> misspelt = new HashSet<>();
    for (String meant : new SchemaCheck(schema, faults).check(tree)) {
      misspelt.add(meant.startsWith(path) ? meant.substring(path.length()) : meant);
    }
    EnvironmentRules.check(new RuleValues(tree, near, faults), misspelt);
  }

  private static void collect(Node node, Set<Place> places) {
    places.add(node.place());
    if (node instanceof Section section) {
      section.entries().values().forEach(child -> collect(child, places));
    }
  }

  /** The layer over what all sizes share, at the place of the latter. */
  private Section tree(Section layer) {
    return new Section(base.place(), layer.over(base).entries());
  }

  /**
   * The environment in a size, or without one in that which the file names. Only for a file in
   * which no fault was found.
   *
   * @throws InvalidInput when there is no such size
   */
  Environment environment(Optional<String> wanted) {
    return EnvironmentBinding.environment(name, tree(wanted));
  }

  /** The same as a tree, in which each size is left with what is its own. */
  Section tree(Optional<String> wanted) {
    if (layers.isEmpty()) {
      if (wanted.isPresent()) {
        throw new InvalidInput("environment %s has no sizes; leave the size out", name);
      }
      return base;
    }
    Node chosen = base.find(SIZE).orElseThrow();
    String size = wanted.orElseGet(() -> String.valueOf(((Scalar) chosen).value()));
    Check.refuse(Size.nameProblem(size, layers.keySet()));
    Map<String, Node> entries =
        new LinkedHashMap<>(tree(Objects.requireNonNull(layers.get(size))).entries());
    entries.put(SIZE, new Scalar(chosen.place(), size));
    return new Section(base.place(), entries);
  }
}
