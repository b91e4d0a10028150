package com.genericcorp.hq.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.http.Problem.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the fields of one JSON object and gathers what is wrong with them. What a field cannot give
 * is replaced by something harmless; {@link RequestJson} sees to it that it is never used.
 */
final class JsonFields {
  /** An id that no row has. */
  private static final UUID NO_ID = new UUID(0, 0);

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final JsonNode object;
  private final String pointer;
  private final List<Fault> faults;
  private final Set<String> known = new HashSet<>();

  JsonFields(JsonNode object, String pointer, List<Fault> faults) {
    this.object = object;
    this.pointer = pointer;
    this.faults = faults;
  }

  /** The id in a text, if it is one. */
  static Optional<UUID> parseId(String text) {
    return ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }

  /** A text on one line that says something, with at most so many characters. */
  String line(String name, int most) {
    String text = text(name, true, most);
    if (!text.isEmpty() && isBlank(text)) {
      fault(name, "must not be blank");
    } else if (text.codePoints().anyMatch(JsonFields::endsALineOrControls)) {
      fault(name, "must be one line, without control characters");
    }
    return text;
  }

  /** A text on one line that may be absent or empty. */
  String lineIfAny(String name, int most) {
    String text = text(name, false, most);
    if (text.codePoints().anyMatch(JsonFields::endsALineOrControls)) {
      fault(name, "must be one line, without control characters");
    }
    return text.strip();
  }

  /** A text of any characters, with at least and at most so many: a password, for example. */
  String any(String name, int least, int most) {
    String text = text(name, true, most);
    int length = text.codePointCount(0, text.length());
    if (length > 0 && length < least) {
      fault(name, "has " + length + " characters, at least " + least + " are needed");
    }
    return text;
  }

  /** One of some values, which a parser knows; absent, it is the given one, or a fault. */
  <T> T oneOf(
      String name,
      Function<String, Optional<T>> parser,
      String known,
      T otherwise,
      boolean needed) {
    Optional<JsonNode> node = present(name, needed);
    if (node.isEmpty()) {
      return otherwise;
    }
    Optional<T> value =
        node.get().isTextual() ? parser.apply(node.get().textValue()) : Optional.empty();
    if (value.isEmpty()) {
      fault(name, "must be one of " + known);
    }
    return value.orElse(otherwise);
  }

  /** A text that may be absent or empty and have several lines. */
  String paragraph(String name, int most) {
    String text = text(name, false, most);
    if (text.codePoints().anyMatch(one -> Character.isISOControl(one) && "\n\t".indexOf(one) < 0)) {
      fault(name, "must not have control characters other than line feeds and tabs");
    }
    return text;
  }

  UUID id(String name) {
    Optional<JsonNode> node = present(name, true);
    if (node.isEmpty()) {
      return NO_ID;
    }
    Optional<UUID> id = node.get().isTextual() ? parseId(node.get().textValue()) : Optional.empty();
    if (id.isEmpty()) {
      fault(name, "must be an id, such as 3f2b8c1e-0d4a-4b8e-9c57-1f6f7f0f9a10");
    }
    return id.orElse(NO_ID);
  }

  /** A whole number; absent, it is 0. */
  int number(String name, int least, int most) {
    Optional<JsonNode> node = present(name, false);
    if (node.isEmpty()) {
      return 0;
    }
    JsonNode number = node.get();
    if (number.canConvertToExactIntegral() && number.canConvertToInt()) {
      int value = number.intValue();
      if (value >= least && value <= most) {
        return value;
      }
    }
    fault(name, String.format("must be a whole number from %d to %d", least, most));
    return 0;
  }

  /** Whether a field is there and not null. */
  boolean has(String name) {
    return present(name, false).isPresent();
  }

  /** A number, with a fraction or without; absent, it is 0. */
  double decimal(String name, int least, int most) {
    Optional<JsonNode> node = present(name, false);
    if (node.isEmpty()) {
      return 0;
    }
    JsonNode number = node.get();
    // What is not finite fails one of the comparisons.
    if (number.isNumber() && number.doubleValue() >= least && number.doubleValue() <= most) {
      return number.doubleValue();
    }
    fault(name, String.format("must be a number from %d to %d", least, most));
    return 0;
  }

  /** The fields of an object; empty when it is absent. */
  Optional<JsonFields> object(String name) {
    Optional<JsonNode> node = present(name, false);
    if (node.isPresent() && !node.get().isObject()) {
      fault(name, "must be an object");
      return Optional.empty();
    }
    return node.map(fields -> new JsonFields(fields, at(name), faults));
  }

  /** Says which fields are there that nobody asked for. */
  void nothingElse() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                fault(
                    name,
                    "is not known here; known are "
                        + String.join(", ", known.stream().sorted().toList()));
              }
            });
  }

  void fault(String name, String detail) {
    faults.add(new Fault(at(name), detail));
  }

  private String text(String name, boolean required, int most) {
    Optional<JsonNode> node = present(name, required);
    if (node.isEmpty()) {
      return "";
    }
    if (!node.get().isTextual()) {
      fault(name, "must be a string");
      return "";
    }
    String text = node.get().textValue();
    int length = text.codePointCount(0, text.length());
    if (required && length == 0) {
      fault(name, "must not be empty");
    } else if (length > most) {
      fault(name, "has " + length + " characters, " + most + " are allowed");
    } else if (text.codePoints().anyMatch(JsonFields::isHalfSurrogate)) {
      fault(name, "must be well-formed Unicode: it has half a surrogate pair");
    } else {
      return text;
    }
    return "";
  }

  /** The field's value; empty, and a fault where it is required, when it is absent or null. */
  private Optional<JsonNode> present(String name, boolean required) {
    known.add(name);
    JsonNode node = object.get(name);
    if (node != null && !node.isNull()) {
      return Optional.of(node);
    }
    if (required) {
      fault(name, "is missing");
    }
    return Optional.empty();
  }

  private String at(String name) {
    String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return pointer + "/" + cut.replace("~", "~0").replace("/", "~1");
  }

  private static boolean isBlank(String text) {
    return text.codePoints()
        .allMatch(
            one ->
                Character.isWhitespace(one)
                    || Character.isSpaceChar(one)
                    || Character.getType(one) == Character.FORMAT);
  }

  private static boolean endsALineOrControls(int one) {
    int type = Character.getType(one);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isHalfSurrogate(int one) {
    return one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE;
  }
}
