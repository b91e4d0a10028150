package com.genericcorp.hq.plan.against;

import com.genericcorp.hq.model.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares inputs. What only follows from the environments' names is no difference. */
final class Inputs {
  private static final int LONGEST = 30;

  private Inputs() {}

  static List<String> differences(
      Map<String, @Nullable Object> before,
      Environment old,
      Map<String, @Nullable Object> after,
      Environment now) {
    Map<String, String> left = flat(before, old);
    Map<String, String> right = flat(after, now);
    TreeSet<String> keys = new TreeSet<>(left.keySet());
    keys.addAll(right.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String then = left.getOrDefault(key, "none");
      String next = right.getOrDefault(key, "none");
      if (!then.equals(next)) {
        differences.add(
            then.length() > LONGEST || next.length() > LONGEST
                ? key
                : key + ": " + then + " → " + next);
      }
    }
    return differences;
  }

  private static Map<String, String> flat(Map<String, @Nullable Object> inputs, Environment of) {
    Map<String, String> flat = new TreeMap<>();
    inputs.forEach((key, value) -> flatten(key, value, of, flat));
    return flat;
  }

  private static void flatten(
      String path, @Nullable Object value, Environment of, Map<String, String> flat) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> flatten(path + "." + key, inner, of, flat));
    } else if (value instanceof List<?> list) {
      flat.put(
          path,
          list.stream().anyMatch(one -> one instanceof Map<?, ?>)
              ? nameless(list.toString(), of)
              : list.size() > 2 ? list.size() + " of them" : nameless(list.toString(), of));
    } else if (value instanceof Double number && number == Math.rint(number)) {
      flat.put(path, Long.toString(number.longValue()));
    } else {
      flat.put(path, nameless(Objects.toString(value), of));
    }
  }

  private static String nameless(String text, Environment of) {
    return text.replace(of.aws().orElseThrow().account(), "ACCOUNT")
        .replace(of.hosts().publicHost(), "HOST")
        .replaceAll("(?i)\\b(agenthq[-/])" + of.name() + "\\b", "$1ENVIRONMENT");
  }
}
