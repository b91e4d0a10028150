package com.genericcorp.hq.model;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An environment as plain maps, lists, text, numbers and flags under the names of its files' keys,
 * for whatever prints or compares it. Parts that are absent have no key; a limit "as agreed" is
 * null.
 */
public final class Values {
  /** Keys by which an entry of a list is named instead of by its position. */
  private static final List<String> NAMES = List.of("slug", "policy", "resource");

  /** A sentence for people, which nothing follows from. */
  private static final String PROSE = "reason";

  private Values() {}

  public static Map<String, Object> of(Environment environment) {
    return ofRecord(environment);
  }

  /**
   * The same without nesting ({@code server.replicas.min}) and without the environment's name.
   * Organisations are named by their slug, waivers by their policy and resource; their reasons are
   * left out.
   */
  public static Map<String, @Nullable Object> flat(Environment environment) {
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    flatten("", of(environment), flat);
    flat.remove("name");
    return flat;
  }

  private static Map<String, Object> ofRecord(Record part) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      Object value = read(part, component);
      if (!(value instanceof Optional<?> optional) || optional.isPresent()) {
        values.put(component.getName(), plain(value));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static Object read(Record part, RecordComponent component) {
    try {
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException(component + " cannot be read", problem);
    }
  }

  private static @Nullable Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return plain(optional.orElseThrow());
    }
    if (value instanceof OptionalInt limit) {
      return limit.isPresent() ? limit.getAsInt() : null;
    }
    if (value instanceof Slug || value instanceof Enum<?> || value instanceof LocalDate) {
      return value.toString();
    }
    if (value instanceof Record part) {
      return ofRecord(part);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> values = new LinkedHashMap<>();
      map.forEach((key, entry) -> values.put(String.valueOf(key), plain(entry)));
      return values;
    }
    if (value instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(entry -> values.add(plain(entry)));
      return values;
    }
    return value;
  }

  private static void flatten(
      String path, @Nullable Object value, Map<String, @Nullable Object> flat) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, entry) -> flatten(path.isEmpty() ? key + "" : path + "." + key, entry, flat));
    } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof String) {
      flat.put(path, list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    } else if (value instanceof List<?> list) {
      for (Object entry : list) {
        Map<?, ?> values = (Map<?, ?>) entry;
        String name =
            NAMES.stream()
                .filter(values::containsKey)
                .map(key -> String.valueOf(values.get(key)))
                .collect(Collectors.joining("."));
        values.forEach(
            (key, part) -> {
              if (!NAMES.contains(String.valueOf(key)) && !PROSE.equals(key)) {
                flatten(path + "." + name + "." + key, part, flat);
              }
            });
      }
    } else {
      flat.put(path, value);
    }
  }
}
