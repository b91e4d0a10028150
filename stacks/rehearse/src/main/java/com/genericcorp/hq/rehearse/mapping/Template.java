package com.genericcorp.hq.rehearse.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the table's expressions: {@code $path} is the value, {@code ${path}} inside a text its
 * text, {@code ${path#text}} what follows {@code text} in it. What is not known is left out, and so
 * is an element of a list that lacks anything directly in it.
 */
public final class Template {
  private static final Pattern INSIDE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)(?:#([^}]*))?}");

  private Template() {}

  /** The value of an expression, as far as it is known. */
  public static Optional<Object> value(Object template, Known known) {
    if (template instanceof String text) {
      return text(text, known);
    }
    if (template instanceof Map<?, ?> map) {
      return map.containsKey("each") ? Optional.of(each(map, known)) : map(map, known);
    }
    if (template instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(one -> element(one, known).ifPresent(values::add));
      return values.isEmpty() && !list.isEmpty() ? Optional.empty() : Optional.of(values);
    }
    return Optional.of(template);
  }

  private static Optional<Object> element(Object template, Known known) {
    Optional<Object> value = value(template, known);
    boolean whole =
        !(template instanceof Map<?, ?> members)
            || members.values().stream()
                .filter(String.class::isInstance)
                .allMatch(member -> value(member, known).isPresent());
    return value.filter(found -> whole);
  }

  private static Optional<Object> map(Map<?, ?> template, Known known) {
    Map<String, Object> values = new LinkedHashMap<>();
    template.forEach(
        (name, one) -> value(one, known).ifPresent(found -> values.put("" + name, found)));
    return values.isEmpty() && !template.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static List<Object> each(Map<?, ?> template, Known known) {
    String path = ("" + template.get("each")).substring(1);
    String inputs = path.startsWith("it") ? known.elementPath(path) : Known.plain(path);
    Object as = Objects.requireNonNull(template.get("as"));
    List<Object> values = new ArrayList<>();
    Optional<Object> list = path.startsWith("it") ? known.at(path) : known.unmarked(path);
    if (list.isPresent() && list.get() instanceof List<?> elements) {
      for (Object one : elements) {
        value(as, known.with(one, inputs)).ifPresent(values::add);
      }
    }
    return values;
  }

  private static Optional<Object> text(String text, Known known) {
    if (text.startsWith("$") && !text.startsWith("${")) {
      return known.at(text.substring(1));
    }
    Matcher matcher = INSIDE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      Optional<Object> value = known.at(matcher.group(1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      String found = value.get().toString();
      String after = matcher.group(2);
      int start = after == null ? 0 : found.indexOf(after);
      if (start < 0) {
        throw new IllegalStateException("'%s' has no '%s'".formatted(found, after));
      }
      start += after == null ? 0 : after.length();
      matcher.appendReplacement(filled, Matcher.quoteReplacement(found.substring(start)));
    }
    return Optional.of(matcher.appendTail(filled).toString());
  }

  /** All paths that an expression names, without indices. */
  public static Set<String> paths(Object template) {
    Set<String> paths = new HashSet<>();
    if (template instanceof Map<?, ?> map) {
      map.values().forEach(one -> paths.addAll(paths(one)));
    } else if (template instanceof List<?> list) {
      list.forEach(one -> paths.addAll(paths(one)));
    } else if (template instanceof String text) {
      if (text.startsWith("$") && !text.startsWith("${")) {
        paths.add(Known.plain(text.substring(1)));
      }
      Matcher matcher = INSIDE.matcher(text);
      while (matcher.find()) {
        paths.add(Known.plain(matcher.group(1)));
      }
    }
    if (paths.remove("allTags")) {
      paths.add("tags");
    }
    return paths;
  }
}
