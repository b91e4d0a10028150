package com.genericcorp.hq.bundle;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with {@code @{names}}, of which each has one value. */
record Template(String name, String text) {
  private static final Pattern PLACE = Pattern.compile("@\\{([A-Za-z0-9.]+)}");

  /**
   * The text with its values.
   *
   * @throws InvalidInput naming file and line of a name without a value
   */
  String filled(Map<String, String> values) {
    Matcher places = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (places.find()) {
      String value = values.get(places.group(1));
      if (value == null) {
        long line = text.substring(0, places.start()).lines().count();
        throw new InvalidInput(
            "%s:%d: there is no value '%s': write a key of the environment's file, or one of"
                + " TemplateValues",
            name, line, places.group(1));
      }
      places.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return places.appendTail(filled).toString();
  }
}
