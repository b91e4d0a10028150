package com.genericcorp.hq.builder.debian.archive;

import com.genericcorp.hq.cli.Failed;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads deb822 text paragraph by paragraph: {@code Release}, {@code Packages}, control files. */
public final class Paragraphs {
  private static final int LONGEST_FIELD = 4 << 20;

  private final BufferedReader in;
  private final String shown;
  private final Set<String> wanted;
  private int line;

  /**
   * A reader.
   *
   * @param shown the file's name for people
   * @param wanted the fields to keep; none: all
   */
  public Paragraphs(BufferedReader in, String shown, Set<String> wanted) {
    this.in = in;
    this.shown = shown;
    this.wanted = wanted;
  }

  /** The fields of the next paragraph, a longer one's lines joined by line feeds. */
  public Optional<Map<String, String>> next() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    StringBuilder value = new StringBuilder();
    String name = "";
    boolean began = false;
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      line++;
      if (text.isBlank()) {
        if (began) {
          break;
        }
        continue;
      }
      if (text.charAt(0) == '#') {
        continue;
      }
      if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
        if (!began) {
          throw fault("a continued line begins the paragraph");
        }
        if (!name.isEmpty()) {
          value.append('\n').append(text.strip());
        }
        if (value.length() > LONGEST_FIELD) {
          throw fault("a field is longer than " + LONGEST_FIELD + " characters");
        }
        continue;
      }
      keep(fields, name, value);
      began = true;
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw fault("expected 'Field: value'");
      }
      name = text.substring(0, colon);
      value.setLength(0);
      if (!wanted.isEmpty() && !wanted.contains(name)) {
        name = "";
      } else if (fields.containsKey(name)) {
        throw fault("the field " + name + " stands twice in one paragraph");
      } else {
        value.append(text.substring(colon + 1).strip());
      }
    }
    keep(fields, name, value);
    return began ? Optional.of(fields) : Optional.empty();
  }

  private static void keep(Map<String, String> fields, String name, StringBuilder value) {
    if (!name.isEmpty()) {
      fields.put(name, value.toString());
    }
  }

  private Failed fault(String sentence) {
    return new Failed("%s:%d: %s", shown, line, sentence);
  }

  /** The line that was read last, counted from 1. */
  public int line() {
    return line;
  }
}
