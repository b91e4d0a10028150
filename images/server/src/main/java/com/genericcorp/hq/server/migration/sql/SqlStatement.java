package com.genericcorp.hq.server.migration.sql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One statement of a file, without its semicolon and the comments before it.
 *
 * @param line where it begins, from 1
 */
public record SqlStatement(String text, int line, List<Token> tokens) {
  private static final int SHOWN = 70;

  public SqlStatement {
    tokens = List.copyOf(tokens);
  }

  /**
   * A file's statements in their order.
   *
   * @throws com.genericcorp.hq.cli.InvalidInput when a text or a comment has no end
   */
  public static List<SqlStatement> of(String file, String sql) {
    return new SqlReader(file, sql).statements();
  }

  /** Whether it begins with these words. */
  public boolean begins(String... words) {
    if (tokens.size() < words.length) {
      return false;
    }
    for (int at = 0; at < words.length; at++) {
      if (!tokens.get(at).is(words[at])) {
        return false;
      }
    }
    return true;
  }

  /** Whether this keyword stands anywhere in it, bodies of functions left out. */
  public boolean has(String word) {
    return tokens.stream().anyMatch(token -> token.is(word));
  }

  /** The line of the file at which a place of the statement's text is, counted from 1. */
  public int lineAt(int position) {
    int end = Math.min(Math.max(position - 1, 0), text.length());
    return line + (int) text.substring(0, end).chars().filter(one -> one == '\n').count();
  }

  /** The statement on one line, cut where it is long. */
  public String brief() {
    String all = tokens.stream().map(Token::text).collect(Collectors.joining(" "));
    String tidy = all.replaceAll("\\s+", " ").replace(" ,", ",").replace("( ", "(");
    tidy = tidy.replace(" )", ")").replace(" . ", ".");
    return tidy.length() <= SHOWN ? tidy : tidy.substring(0, SHOWN - 1) + "…";
  }
}
