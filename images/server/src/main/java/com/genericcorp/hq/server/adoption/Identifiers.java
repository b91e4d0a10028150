package com.genericcorp.hq.server.adoption;

/** Names and texts as SQL writes them. */
public final class Identifiers {
  private Identifiers() {}

  /** {@code "User"}. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** {@code "public"."User"}. */
  public static String quoted(String schema, String name) {
    return quoted(schema) + "." + quoted(name);
  }

  /** {@code 'text'}, right whatever {@code standard_conforming_strings} says. */
  public static String literal(String text) {
    String quotes = text.replace("'", "''");
    return text.indexOf('\\') < 0 ? "'" + quotes + "'" : "E'" + quotes.replace("\\", "\\\\") + "'";
  }
}
