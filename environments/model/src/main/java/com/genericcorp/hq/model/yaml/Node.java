package com.genericcorp.hq.model.yaml;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value in a YAML file. Its place is the line of its key, or its own in a list. */
public sealed interface Node {
  Place place();

  /** The value for a message: {@code 'text'}, {@code 42}, {@code a map}. */
  String shown();

  /** One value: text, {@link Long}, {@link BigDecimal}, {@link Boolean} or null. */
  record Scalar(Place place, @Nullable Object value) implements Node {
    private static final int LONGEST = 60;

    @Override
    public String shown() {
      return value == null ? "null" : value instanceof String text ? quoted(text) : value + "";
    }

    /** Text of a user's in quotes. */
    public static String quoted(String text) {
      return "'" + printable(text) + "'";
    }

    /** Text without what would move a terminal's cursor, and not too much of it. */
    public static String printable(String text) {
      StringBuilder safe = new StringBuilder();
      int end = Math.min(text.length(), LONGEST);
      for (int index = 0; index < end; index++) {
        char character = text.charAt(index);
        safe.append(Character.isISOControl(character) ? '?' : character);
      }
      return safe.append(text.length() > LONGEST ? "…" : "").toString();
    }
  }

  /** A list. */
  record Items(Place place, List<Node> values) implements Node {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A map, in the order of the file. */
  record Section(Place place, Map<String, Node> entries) implements Node {
    public Section {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String shown() {
      return "a map";
    }

    /** The value under keys joined by dots ({@code hosts.publicHost}), if there is one. */
    public Optional<Node> find(String path) {
      @Nullable Node at = this;
      for (String key : path.split("\\.", -1)) {
        at = at instanceof Section section ? section.entries.get(key) : null;
      }
      return Optional.ofNullable(at);
    }

    /** This map laid over another: maps are merged key by key, all else here replaces the other. */
    public Section over(Section base) {
      Map<String, Node> merged = new LinkedHashMap<>(base.entries);
      entries.forEach(
          (key, value) ->
              merged.merge(
                  key,
                  value,
                  (below, above) ->
                      above instanceof Section upper && below instanceof Section lower
                          ? upper.over(lower)
                          : above));
      return new Section(place, merged);
    }
  }
}
