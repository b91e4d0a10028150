package com.genericcorp.hq.server.migration.sql;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file into statements, by PostgreSQL's lexical rules (its manual's chapter "Lexical
 * Structure"): quotes, dollar quotes, nested comments. What the words mean is not its concern.
 */
final class SqlReader {
  private final String file;
  private final String sql;
  private final List<SqlStatement> statements = new ArrayList<>();
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int start;

  SqlReader(String file, String sql) {
    this.file = file;
    this.sql = sql;
  }

  List<SqlStatement> statements() {
    while (at < sql.length()) {
      char next = sql.charAt(at);
      if (next == ';') {
        end();
        at++;
      } else if (Character.isWhitespace(next)) {
        skipTo(at + 1);
      } else if (sql.startsWith("--", at)) {
        int feed = sql.indexOf('\n', at);
        skipTo(feed < 0 ? sql.length() : feed);
      } else if (sql.startsWith("/*", at)) {
        skipTo(endOfComment());
      } else {
        token(next);
      }
    }
    end();
    return List.copyOf(statements);
  }

  private void end() {
    if (!tokens.isEmpty()) {
      String text = sql.substring(start, at).stripTrailing();
      statements.add(new SqlStatement(text, tokens.get(0).line(), tokens));
      tokens.clear();
    }
  }

  private void token(char first) {
    if (tokens.isEmpty()) {
      start = at;
    }
    if (first == '\'') {
      boolean escapes = at > 0 && Character.toLowerCase(sql.charAt(at - 1)) == 'e' && wasPrefix();
      add(Token.Kind.TEXT, endOfText(escapes));
    } else if (first == '"') {
      add(Token.Kind.QUOTED, endOfQuoted('"'));
    } else if (first == '$' && isDollarQuote()) {
      add(Token.Kind.BODY, endOfBody());
    } else if (sql.startsWith("${", at)) {
      add(Token.Kind.WORD, after("}", at));
    } else if (Character.isDigit(first)) {
      add(Token.Kind.NUMBER, endOfWord());
    } else if (Character.isLetter(first) || first == '_') {
      add(Token.Kind.WORD, endOfWord());
    } else if (sql.startsWith("::", at)) {
      add(Token.Kind.SYMBOL, at + 2);
    } else {
      add(Token.Kind.SYMBOL, at + 1);
    }
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(at, end), line));
    skipTo(end);
  }

  private void skipTo(int end) {
    line += (int) sql.substring(at, end).chars().filter(one -> one == '\n').count();
    at = end;
  }

  /** Whether the word before a quote is E'…' alone, whose backslashes escape. */
  private boolean wasPrefix() {
    Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    return last != null && last.text().length() == 1;
  }

  private int endOfWord() {
    int end = at;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end))
            || sql.charAt(end) == '_'
            || sql.charAt(end) == '$')) {
      end++;
    }
    return end;
  }

  private int endOfText(boolean escapes) {
    for (int end = at + 1; end < sql.length(); end++) {
      char one = sql.charAt(end);
      if (escapes && one == '\\') {
        end++;
      } else if (one == '\'') {
        if (end + 1 < sql.length() && sql.charAt(end + 1) == '\'') {
          end++;
        } else {
          return end + 1;
        }
      }
    }
    throw open("a text in quotes");
  }

  private int endOfQuoted(char quote) {
    for (int end = at + 1; end < sql.length(); end++) {
      if (sql.charAt(end) == quote) {
        if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
          end++;
        } else {
          return end + 1;
        }
      }
    }
    throw open("a quoted name");
  }

  private boolean isDollarQuote() {
    int end = at + 1;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
      end++;
    }
    return end < sql.length()
        && sql.charAt(end) == '$'
        && (end == at + 1 || !Character.isDigit(sql.charAt(at + 1)));
  }

  private int endOfBody() {
    String tag = sql.substring(at, sql.indexOf('$', at + 1) + 1);
    return after(tag, at + tag.length());
  }

  private int endOfComment() {
    int depth = 0;
    for (int end = at; end < sql.length(); end++) {
      if (sql.startsWith("/*", end)) {
        depth++;
        end++;
      } else if (sql.startsWith("*/", end)) {
        depth--;
        end++;
        if (depth == 0) {
          return end + 1;
        }
      }
    }
    throw open("a comment");
  }

  private int after(String mark, int from) {
    int found = sql.indexOf(mark, from);
    if (found < 0) {
      throw open("what should end with '" + mark + "'");
    }
    return found + mark.length();
  }

  private InvalidInput open(String what) {
    return new InvalidInput("%s:%d: %s begins here and has no end.", file, line, what);
  }
}
