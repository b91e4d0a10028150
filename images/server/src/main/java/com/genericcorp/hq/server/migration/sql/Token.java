package com.genericcorp.hq.server.migration.sql;

import java.util.Locale;

/**
 * A word of SQL.
 *
 * @param text as it is written; a quoted name or a text with its quotes
 * @param line in its file, from 1
 */
public record Token(Kind kind, String text, int line) {
  /** What a token is. Comments and blanks are none. */
  public enum Kind {
    /** A keyword or a plain name, {@code ${role}} included. */
    WORD,
    /** A name in double quotes. */
    QUOTED,
    /** A text in single quotes. */
    TEXT,
    /** A text in dollar quotes: a function's body. */
    BODY,
    NUMBER,
    SYMBOL
  }

  /** Whether it is this keyword or symbol, in whatever case. */
  public boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }

  /** A name as PostgreSQL understands it: plain ones in lower case, quoted ones as they are. */
  public String name() {
    return kind == Kind.QUOTED
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text.toLowerCase(Locale.ROOT);
  }
}
