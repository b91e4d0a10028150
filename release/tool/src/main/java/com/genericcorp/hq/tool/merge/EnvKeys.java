package com.genericcorp.hq.tool.merge;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds a release's new settings to a customer's {@code .env}, whose own lines never change. */
final class EnvKeys {
  private static final Pattern SETTING = Pattern.compile("#? ?([A-Z][A-Z0-9_]*)=.*");

  private EnvKeys() {}

  /** The keys of a file, those in comments ({@code # KEY=…}) included. */
  static Set<String> of(String text) {
    Set<String> keys = new LinkedHashSet<>();
    text.lines().map(SETTING::matcher).filter(Matcher::matches).forEach(m -> keys.add(m.group(1)));
    return keys;
  }

  /**
   * The customer's file, and behind it each key of the example that it lacks with the comment above
   * it.
   */
  static String append(String mine, String example) {
    Set<String> known = of(mine);
    StringBuilder result = new StringBuilder(mine);
    StringBuilder comment = new StringBuilder();
    for (String line : example.lines().toList()) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        if (known.add(setting.group(1))) {
          if (!result.isEmpty() && result.charAt(result.length() - 1) != '\n') {
            result.append('\n');
          }
          result.append(comment.isEmpty() ? "" : "\n").append(comment).append(line).append('\n');
        }
        comment.setLength(0);
      } else if (line.startsWith("#")) {
        comment.append(line).append('\n');
      } else {
        comment.setLength(0);
      }
    }
    return result.toString();
  }
}
