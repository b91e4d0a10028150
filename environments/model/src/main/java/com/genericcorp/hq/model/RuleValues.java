package com.genericcorp.hq.model;

import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Place;
import java.util.Optional;
import java.util.Set;

/** The values that rules compare, and where a broken rule is reported. */
final class RuleValues {
  private final Section tree;
  private final Set<Place> near;
  private final Faults faults;

  /**
   * @param near where values stand that a fault is rather reported at: those of a size
   * @param faults what the schema found, and what rules add to
   */
  RuleValues(Section tree, Set<Place> near, Faults faults) {
    this.tree = tree;
    this.near = near;
    this.faults = faults;
  }

  /**
   * Reports it at the first of the values it is about that the size has, or else the environment's
   * own file.
   */
  void report(Optional<String> problem, Node... about) {
    if (problem.isEmpty()) {
      return;
    }
    Place place = about[0].place();
    for (int index = about.length - 1; index >= 0; index--) {
      Place other = about[index].place();
      place = rank(other) >= rank(place) ? other : place;
    }
    faults.add(place, problem.get());
  }

  private int rank(Place place) {
    return near.contains(place) ? 2 : place.file().equals(tree.place().file()) ? 1 : 0;
  }

  /** The value, if it is there. */
  Optional<Node> find(String path) {
    return tree.find(path);
  }

  /** The value, if it is there and the schema found no fault in it. */
  Optional<Node> sound(String path) {
    return sound(tree, path);
  }

  Optional<Node> sound(Section from, String path) {
    return from.find(path).filter(this::isSound);
  }

  boolean isSound(Node node) {
    return !faults.concern(node);
  }

  static String text(Node node) {
    return String.valueOf(((Scalar) node).value());
  }

  static int integer(Node node) {
    return Integer.parseInt(text(node));
  }
}
