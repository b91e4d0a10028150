package com.genericcorp.hq.rehearse.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The constants that the SDK knows of a member that is text on the wire: its getter's type says so.
 */
record Enumeration(Class<?> type) {
  private static final String UNKNOWN = "UNKNOWN_TO_SDK_VERSION";

  /** A member's enumeration, or that of its elements. */
  static Optional<Enumeration> of(SdkPojo builder, SdkField<?> field) {
    Class<?> model = builder.getClass().getEnclosingClass();
    return Arrays.stream(model == null ? new Method[0] : model.getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> method.getName().equalsIgnoreCase(field.memberName()))
        .map(Method::getGenericReturnType)
        .flatMap(type -> Enumeration.element(type).stream())
        .findFirst()
        .map(Enumeration::new);
  }

  private static Optional<Class<?>> element(Type type) {
    if (type instanceof Class<?> plain) {
      return plain.isEnum() ? Optional.of(plain) : Optional.empty();
    }
    return type instanceof ParameterizedType list && list.getRawType() == List.class
        ? element(list.getActualTypeArguments()[0])
        : Optional.empty();
  }

  List<String> values() {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> !((Enum<?>) constant).name().equals(UNKNOWN))
        .map(Object::toString)
        .toList();
  }

  /** The text, if AWS knows it. */
  String require(String path, String value) {
    try {
      Object constant = type.getMethod("fromValue", String.class).invoke(null, value);
      if (constant instanceof Enum<?> known && !known.name().equals(UNKNOWN)) {
        return value;
      }
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException problem) {
      throw new IllegalStateException(type + " is no enumeration of the SDK", problem);
    }
    throw new Unfit("%s is '%s'; AWS knows %s", path, value, String.join(", ", values()));
  }

  /** Flags that AWS spells as words. */
  String word(String path, boolean flag) {
    return require(
        path, values().contains("ENABLED") ? (flag ? "ENABLED" : "DISABLED") : "" + flag);
  }
}
