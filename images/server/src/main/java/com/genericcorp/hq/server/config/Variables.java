package com.genericcorp.hq.server.config;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The application contract's variables. What is missing or wrong is gathered, so that an operator
 * sees every fault at once; {@link #check()} throws them.
 */
public final class Variables {
  private final Map<String, String> values;
  private final List<String> faults = new ArrayList<>();

  public Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  public static Variables ofProcess() {
    return new Variables(System.getenv());
  }

  /** The value, or the given one where the variable is absent or empty. */
  public String text(String name, String otherwise) {
    String value = values.get(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  /** The value of a variable that must be there; a fault (and an empty text) otherwise. */
  public String required(String name) {
    String value = text(name, "");
    if (value.isEmpty()) {
      faults.add(name + " is not set");
    }
    return value;
  }

  public int number(String name, int otherwise, int least, int most) {
    String value = text(name, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below with the others.
    }
    faults.add(
        String.format("%s is '%s': give a whole number from %d to %d", name, value, least, most));
    return otherwise;
  }

  public int port(String name, int otherwise) {
    return number(name, otherwise, 1, 65_535);
  }

  public <E extends Enum<E>> E oneOf(String name, E otherwise, Function<E, String> spelling) {
    String value = text(name, spelling.apply(otherwise));
    E[] all = otherwise.getDeclaringClass().getEnumConstants();
    for (E one : all) {
      if (spelling.apply(one).equals(value)) {
        return one;
      }
    }
    List<String> allowed = Arrays.stream(all).map(spelling).toList();
    faults.add(
        String.format("%s is '%s': give one of %s", name, value, String.join(", ", allowed)));
    return otherwise;
  }

  /** A secret from {@code NAME}, or from the file that {@code NAME_FILE} names. */
  public Secret secret(String name) {
    String value = text(name, "");
    String file = text(name + "_FILE", "");
    if (!value.isEmpty() && !file.isEmpty()) {
      faults.add(name + " and " + name + "_FILE are both set: give one");
    } else if (value.isEmpty() && file.isEmpty()) {
      faults.add(name + " is not set (nor " + name + "_FILE)");
    }
    return file.isEmpty() ? Secret.of(name, value) : Secret.inFile(name, Path.of(file));
  }

  /** The same where there may be none; null then. */
  public @Nullable Secret secretIfAny(String name) {
    boolean none = text(name, "").isEmpty() && text(name + "_FILE", "").isEmpty();
    return none ? null : secret(name);
  }

  /** A variable whose text a parser turns into a value; what it refuses is a fault. */
  public <T> @Nullable T parsed(String name, String otherwise, Function<String, T> parser) {
    try {
      return parser.apply(text(name, otherwise));
    } catch (IllegalArgumentException | InvalidInput refused) {
      faults.add(name + ": " + refused.getMessage());
      return null;
    }
  }

  /** Notes something that is wrong, to be thrown with the rest. */
  public void fault(String sentence) {
    faults.add(sentence);
  }

  /** Throws all faults found so far. */
  public void check() {
    if (!faults.isEmpty()) {
      throw new InvalidInput(
          "%s", "the environment's variables cannot be used:\n  " + String.join("\n  ", faults));
    }
  }
}
