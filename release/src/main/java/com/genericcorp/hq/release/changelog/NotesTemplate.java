package com.genericcorp.hq.release.changelog;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places such as {@code {{version}}}. */
public record NotesTemplate(String text, String origin) {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)\\}\\}");

  public static NotesTemplate read(Path file) {
    try {
      return new NotesTemplate(Files.readString(file), file.toString());
    } catch (IOException problem) {
      throw new InvalidInput("the notes' template %s cannot be read", file);
    }
  }

  /**
   * The text with its places filled; lines that are left empty by it leave no gap.
   *
   * @throws InvalidInput when a place has no value
   */
  public String filled(Map<String, String> values) {
    Matcher matcher = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new InvalidInput(
            "%s has a place {{%s}}; known: %s",
            origin, matcher.group(1), String.join(", ", values.keySet()));
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString().replaceAll("\n{3,}", "\n\n").strip() + "\n";
  }
}
