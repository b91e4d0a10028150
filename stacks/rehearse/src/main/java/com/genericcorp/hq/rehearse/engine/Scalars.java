package com.genericcorp.hq.rehearse.engine;

import java.math.BigDecimal;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** Text, numbers and flags as a request wants them; Pulumi passes all numbers as doubles. */
final class Scalars {
  private Scalars() {}

  static String text(Object value, String path) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
    if (value instanceof String || value instanceof Boolean) {
      return value.toString();
    }
    throw new Unfit("%s is %s; expected text", path, value);
  }

  static Object of(MarshallingType<?> type, Object value, String path) {
    if (type == MarshallingType.BOOLEAN) {
      return switch (text(value, path)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new Unfit("%s is '%s'; expected true or false", path, value);
      };
    }
    try {
      BigDecimal number = new BigDecimal(text(value, path));
      if (type == MarshallingType.INTEGER) {
        return number.intValueExact();
      }
      if (type == MarshallingType.LONG) {
        return number.longValueExact();
      }
      if (type == MarshallingType.BIG_DECIMAL) {
        return number;
      }
      if (type == MarshallingType.DOUBLE) {
        return number.doubleValue();
      }
      if (type == MarshallingType.FLOAT) {
        return number.floatValue();
      }
    } catch (ArithmeticException | NumberFormatException problem) {
      throw new Unfit(
          "%s is '%s'; expected %s",
          path,
          value,
          type == MarshallingType.INTEGER || type == MarshallingType.LONG
              ? "a whole number"
              : "a number");
    }
    throw new Unfit("%s is '%s'; this kind of member (%s) is not mapped", path, value, type);
  }
}
