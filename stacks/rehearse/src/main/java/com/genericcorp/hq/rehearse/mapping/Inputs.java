package com.genericcorp.hq.rehearse.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pulumi's inputs as the members of a request: each by its own name, or as the table renames it. A
 * new name with dots lies deeper, one that begins with a slash begins at the request.
 */
public final class Inputs {
  private final Mapping mapping;
  private final Set<String> elsewhere;
  private final Known known;
  private final Map<String, Object> request = new LinkedHashMap<>();

  private Inputs(Mapping mapping, Set<String> elsewhere, Known known) {
    this.mapping = mapping;
    this.elsewhere = elsewhere;
    this.known = known;
  }

  /**
   * The request's members.
   *
   * @param elsewhere paths of inputs that the table's expressions name
   */
  public static Map<String, Object> request(
      Mapping mapping, Map<String, Object> inputs, Set<String> elsewhere, Known known) {
    Inputs here = new Inputs(mapping, elsewhere, known);
    here.place(inputs, "", here.request);
    return here.request;
  }

  private void place(Map<?, ?> values, String above, Map<String, Object> into) {
    values.forEach(
        (key, value) -> {
          String path = above + key;
          if (mapping.ignored().containsKey(path)) {
            known.used(path);
          } else if (value != null && !elsewhere.contains(path)) {
            put(path, "" + key, value, into);
          }
        });
  }

  private void put(String path, String name, Object value, Map<String, Object> into) {
    @Nullable Map<String, Object> spelled = mapping.values().get(path);
    Object moved = spelled == null ? moved(path, value) : spelled.getOrDefault("" + value, value);
    if (isEmpty(moved) && !isEmpty(value)) {
      return; // All of it has gone elsewhere.
    }
    if (isEmpty(value) || !isStructured(value)) {
      known.used(path);
    }
    String renamed = mapping.rename().getOrDefault(path, name);
    boolean fromRoot = renamed.startsWith("/");
    Map<String, Object> at = fromRoot ? request : into;
    String member = fromRoot ? renamed.substring(1) : renamed;
    if (mapping.rename().containsKey(path)) {
      for (int dot = member.indexOf('.'); dot >= 0; dot = member.indexOf('.')) {
        at = child(at, member.substring(0, dot));
        member = member.substring(dot + 1);
      }
    }
    at.put(member, moved);
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Map<?, ?> map && map.isEmpty()
        || value instanceof List<?> list && list.isEmpty();
  }

  /** Whether its parts are looked at one by one. */
  private static boolean isStructured(Object value) {
    return value instanceof Map
        || value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
  }

  private Object moved(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new LinkedHashMap<>();
      place(map, path + ".", members);
      return members;
    }
    if (value instanceof List<?> list) {
      List<Object> elements = new ArrayList<>();
      for (Object one : list) {
        Object element = moved(path, one);
        if (!isEmpty(element) || isEmpty(one)) {
          elements.add(element);
        }
      }
      return elements;
    }
    return value;
  }

  /** Two renamed inputs may share what lies between. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> child(Map<String, Object> at, String name) {
    return (Map<String, Object>)
        at.computeIfAbsent(name, none -> new LinkedHashMap<String, Object>());
  }

  /** Lays members over others, deeply. */
  @SuppressWarnings("unchecked")
  public static void merge(Map<String, Object> into, Map<String, Object> over) {
    over.forEach(
        (name, value) ->
            into.merge(
                name,
                value,
                (before, now) -> {
                  if (before instanceof Map<?, ?> && now instanceof Map<?, ?>) {
                    merge((Map<String, Object>) before, (Map<String, Object>) now);
                    return before;
                  }
                  return now;
                }));
  }
}
