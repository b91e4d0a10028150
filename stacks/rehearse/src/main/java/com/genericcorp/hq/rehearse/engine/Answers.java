package com.genericcorp.hq.rehearse.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** AWS's answers as plain values, and what stands at a path in such values. */
public final class Answers {
  private Answers() {}

  /** An answer's members by name; what is not there is left out. */
  public static Map<String, Object> of(SdkPojo answer) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (SdkField<?> field : answer.sdkFields()) {
      @Nullable Object value = field.getValueOrDefault(answer);
      if (value != null) {
        members.put(field.memberName(), plain(value));
      }
    }
    return members;
  }

  private static Object plain(Object value) {
    if (value instanceof SdkPojo pojo) {
      return of(pojo);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Answers::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> members = new LinkedHashMap<>();
      map.forEach((name, one) -> members.put(name, plain(one)));
      return members;
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  /** What stands at a path, such as {@code Subnets.0.SubnetId}. */
  public static Optional<Object> at(@Nullable Object values, List<String> path) {
    @Nullable Object here = values;
    for (String segment : path) {
      if (here instanceof Map<?, ?> map) {
        here = map.get(segment);
      } else if (here instanceof List<?> list && segment.chars().allMatch(Character::isDigit)) {
        int index = Integer.parseInt(segment);
        here = index < list.size() ? list.get(index) : null;
      } else {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(here);
  }

  /** All values at a path that leads through lists: {@code Subnets.SubnetId}. */
  public static List<String> all(Object values, List<String> path) {
    if (values instanceof List<?> list) {
      return list.stream().flatMap(one -> all(one, path).stream()).toList();
    }
    if (path.isEmpty()) {
      return List.of(values.toString());
    }
    List<String> found = new ArrayList<>();
    if (values instanceof Map<?, ?> map && map.get(path.get(0)) != null) {
      found.addAll(all(map.get(path.get(0)), path.subList(1, path.size())));
    }
    return found;
  }
}
