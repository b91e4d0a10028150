package com.genericcorp.hq.rehearse.mapping;

import com.genericcorp.hq.rehearse.engine.Answers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the table's expressions can name while one resource is made: its inputs, the answers so far
 * by their operations, what is computed; and which inputs have been used.
 */
public final class Known {
  private final Map<String, Object> inputs;
  private final Map<String, Object> further = new HashMap<>();
  private final Map<String, Object> answers = new HashMap<>();
  private final Set<String> used;
  private @Nullable Object element;
  private String elementPath = "";

  /**
   * @param further what is neither an input nor an answer: region, account, …
   */
  public Known(Map<String, Object> inputs, Map<String, Object> further) {
    this.inputs = inputs;
    this.further.putAll(further);
    this.used = new HashSet<>();
  }

  private Known(Known outer, Object element, String path) {
    inputs = outer.inputs;
    further.putAll(outer.further);
    answers.putAll(outer.answers);
    used = outer.used;
    this.element = element;
    elementPath = path;
  }

  /** The same, with one element of a list as {@code $it}. */
  Known with(Object one, String path) {
    return new Known(this, one, path);
  }

  /** Adds an answer. */
  public void answered(String operation, Map<String, Object> answer) {
    answers.put(operation, answer);
  }

  /** Adds a computed value. */
  public void add(String name, Object value) {
    further.put(name, value);
  }

  /** What stands at a path; an input is thereby used. */
  Optional<Object> at(String path) {
    List<String> segments = Arrays.asList(path.split("\\."));
    String first = segments.get(0);
    if (first.equals("it")) {
      used(elementPath(path));
      return Answers.at(element, segments.subList(1, segments.size()));
    }
    if (inputs.containsKey(first)) {
      used(plain(path));
      return Answers.at(inputs, segments);
    }
    if (first.equals("allTags")) {
      used("tags");
    }
    return Answers.at(further.containsKey(first) ? further : answers, segments);
  }

  /** What stands at an input's path, of which parts are used, not the whole. */
  Optional<Object> unmarked(String path) {
    return Answers.at(inputs, Arrays.asList(path.split("\\.")));
  }

  /** The path of an element's part in the inputs. */
  String elementPath(String path) {
    return plain(path.equals("it") ? elementPath : elementPath + path.substring("it".length()));
  }

  /** A path without indices. */
  static String plain(String path) {
    return path.replaceAll("\\.\\d+(?=\\.|$)", "");
  }

  void used(String path) {
    used.add(path);
  }

  /** The paths of inputs that nothing has used, without indices. */
  public Set<String> unused() {
    Map<String, Boolean> leaves = new LinkedHashMap<>();
    leaves("", inputs, leaves);
    leaves.keySet().removeIf(this::isUsed);
    return leaves.keySet();
  }

  private boolean isUsed(String leaf) {
    for (String path = leaf; ; path = path.substring(0, path.lastIndexOf('.'))) {
      if (used.contains(path)) {
        return true;
      }
      if (path.indexOf('.') < 0) {
        return false;
      }
    }
  }

  private static void leaves(String path, @Nullable Object value, Map<String, Boolean> leaves) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach((key, one) -> leaves(path.isEmpty() ? "" + key : path + "." + key, one, leaves));
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      list.forEach(one -> leaves(path, one, leaves));
    } else if (value != null) {
      leaves.put(path, true);
    }
  }
}
