package com.genericcorp.hq.rehearse.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.genericcorp.hq.cli.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills requests by their members' names, whatever their case. A value without a member, a missing
 * member that is required, an unknown constant and a value of another kind are {@link Unfit}.
 */
public final class Requests {
  /** How services call the two halves of a tag or a dimension. */
  private static final Map<String, String> PAIRS =
      Map.of("key", "value", "name", "value", "tagkey", "tagvalue");

  private Requests() {}

  /** Fills a builder of the SDK. */
  public static void fill(SdkPojo builder, Map<String, ?> values) {
    fill(builder, values, "");
  }

  private static void fill(SdkPojo builder, Map<String, ?> values, String path) {
    Map<String, SdkField<?>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    builder.sdkFields().forEach(field -> fields.put(field.memberName(), field));
    values.forEach(
        (name, value) -> {
          @Nullable SdkField<?> field = fields.get(name);
          if (field == null) {
            throw new Unfit(
                "%s has no place in %s, which knows %s",
                path + name, model(builder), String.join(", ", fields.keySet()));
          }
          field.set(builder, converted(builder, field, value, path + name));
        });
    Map<String, Object> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(values);
    for (SdkField<?> field : fields.values()) {
      if (field.containsTrait(RequiredTrait.class) && !given.containsKey(field.memberName())) {
        throw new Unfit("%s is missing: %s needs it", path + field.memberName(), model(builder));
      }
    }
  }

  private static String model(SdkPojo builder) {
    Class<?> model = builder.getClass().getEnclosingClass();
    return (model == null ? builder.getClass() : model).getSimpleName();
  }

  private static Object converted(SdkPojo owner, SdkField<?> field, Object value, String path) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.LIST) {
      return list(owner, field, value, path);
    }
    if (type == MarshallingType.MAP) {
      SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, Object> converted = new LinkedHashMap<>();
      structure(value, path)
          .forEach(
              (key, one) -> converted.put(key, converted(owner, element, one, path + "." + key)));
      return converted;
    }
    if (type == MarshallingType.SDK_POJO) {
      return pojo(field, value, path);
    }
    if (type == MarshallingType.STRING) {
      Optional<Enumeration> constants = Enumeration.of(owner, field);
      if (constants.isPresent() && value instanceof Boolean flag) {
        return constants.get().word(path, flag);
      }
      String text = Scalars.text(value, path);
      return constants.map(known -> known.require(path, text)).orElse(text);
    }
    return Scalars.of(type, value, path);
  }

  private static Object pojo(SdkField<?> field, Object value, String path) {
    SdkPojo builder = field.constructor().get();
    List<SdkField<?>> members = builder.sdkFields();
    Object given =
        value instanceof String text && text.startsWith("{") ? parsed(text, path) : value;
    if (!(given instanceof Map) && members.size() == 1) {
      given = Map.of(members.get(0).memberName(), given);
    }
    fill(builder, structure(given, path), path + ".");
    return ((Buildable) builder).build();
  }

  private static List<Object> list(SdkPojo owner, SdkField<?> field, Object value, String path) {
    SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
    Object given =
        value instanceof String text && text.startsWith("[") ? parsed(text, path) : value;
    if (given instanceof Map<?, ?> pairs && element.marshallingType() == MarshallingType.SDK_POJO) {
      given = pairs(element, pairs, path);
    }
    if (!(given instanceof List<?> elements)) {
      throw new Unfit("%s is %s; expected a list", path, value);
    }
    List<Object> converted = new ArrayList<>();
    boolean constants = element.marshallingType() == MarshallingType.STRING;
    for (int index = 0; index < elements.size(); index++) {
      String at = path + "[" + index + "]";
      // The list's own getter tells the constants of its elements.
      converted.add(
          converted(owner, constants ? named(element, field) : element, elements.get(index), at));
    }
    return converted;
  }

  private static SdkField<?> named(SdkField<?> element, SdkField<?> list) {
    return SdkField.<String>builder(MarshallingType.STRING)
        .memberName(list.memberName())
        .traits(element.getTrait(software.amazon.awssdk.core.traits.LocationTrait.class))
        .build();
  }

  /** A map where AWS has a list of pairs: tags, dimensions. */
  private static List<Object> pairs(SdkField<?> element, Map<?, ?> values, String path) {
    Set<String> members =
        element.constructor().get().sdkFields().stream()
            .map(field -> field.memberName().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Map.Entry<String, String> names =
        PAIRS.entrySet().stream()
            .filter(pair -> members.contains(pair.getKey()) && members.contains(pair.getValue()))
            .findFirst()
            .orElseThrow(() -> new Unfit("%s is %s; expected a list", path, values));
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(
                entry ->
                    (Object)
                        Map.of(names.getKey(), entry.getKey(), names.getValue(), entry.getValue()))
            .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> structure(Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new Unfit("%s is %s; expected members of it", path, value);
  }

  private static Object parsed(String text, String path) {
    try {
      return Json.mapper().readValue(text, Object.class);
    } catch (JsonProcessingException problem) {
      throw new Unfit("%s is no JSON: %s", path, problem.getOriginalMessage());
    }
  }
}
