package com.genericcorp.hq.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two environments side by side.
 *
 * @param rows every key that one of them has, in the order of the description
 */
public record EnvironmentDiff(String left, String right, List<Row> rows) {
  /** What stands for a key that an environment does not have. */
  private static final String ABSENT = "-";

  private static final String AS_AGREED = "as agreed";

  public EnvironmentDiff {
    rows = List.copyOf(rows);
  }

  /**
   * A key and its value in both.
   *
   * @param key without nesting: {@code server.replicas.min}
   * @param left text, a number or a flag; null when it is absent or as agreed
   */
  public record Row(
      String key,
      @Nullable Object left,
      @Nullable Object right,
      String leftShown,
      String rightShown) {
    public boolean differs() {
      return !Objects.equals(left, right) || !leftShown.equals(rightShown);
    }
  }

  public static EnvironmentDiff of(Environment left, Environment right) {
    Map<String, @Nullable Object> leftValues = Values.flat(left);
    Map<String, @Nullable Object> rightValues = Values.flat(right);
    List<Row> rows = new ArrayList<>();
    for (String key : inOrder(leftValues.keySet(), rightValues.keySet())) {
      rows.add(
          new Row(
              key,
              leftValues.get(key),
              rightValues.get(key),
              shown(leftValues, key),
              shown(rightValues, key)));
    }
    return new EnvironmentDiff(left.name(), right.name(), rows);
  }

  /** The rows that differ. */
  public List<Row> differences() {
    return rows.stream().filter(Row::differs).toList();
  }

  /** Both orders in one: a key that only the second has comes before the next that both have. */
  private static Set<String> inOrder(Set<String> first, Set<String> second) {
    Set<String> keys = new LinkedHashSet<>();
    List<String> rest = new ArrayList<>(second);
    for (String key : first) {
      int at = rest.indexOf(key);
      if (at >= 0) {
        rest.subList(0, at).forEach(keys::add);
        rest.subList(0, at + 1).clear();
      }
      keys.add(key);
    }
    keys.addAll(rest);
    return keys;
  }

  private static String shown(Map<String, @Nullable Object> values, String key) {
    if (!values.containsKey(key)) {
      return ABSENT;
    }
    Object value = values.get(key);
    return value == null ? AS_AGREED : value.equals("") ? "''" : value.toString();
  }
}
