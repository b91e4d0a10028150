package com.genericcorp.hq.server.migration.sql;

import java.util.ArrayList;
import java.util.List;

/** A statement's words, taken one after the other. */
final class Words {
  private final List<Token> tokens;
  private int at;

  Words(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * A table or index as it is named.
   *
   * @param schema empty where there is none
   */
  record Name(String schema, String name) {
    @Override
    public String toString() {
      return schema.isEmpty() ? name : schema + "." + name;
    }
  }

  boolean ended() {
    return at >= tokens.size();
  }

  /** Whether these words come next. */
  boolean next(String... words) {
    if (at + words.length > tokens.size()) {
      return false;
    }
    for (int word = 0; word < words.length; word++) {
      if (!tokens.get(at + word).is(words[word])) {
        return false;
      }
    }
    return true;
  }

  /** Takes these words if they come next. */
  boolean take(String... words) {
    if (next(words)) {
      at += words.length;
      return true;
    }
    return false;
  }

  /** Goes on behind the first of this word, outside of parentheses; false when there is none. */
  boolean skipBehind(String word) {
    int depth = 0;
    for (int seen = at; seen < tokens.size(); seen++) {
      if (depth == 0 && tokens.get(seen).is(word)) {
        at = seen + 1;
        return true;
      }
      depth += depth(tokens.get(seen));
    }
    return false;
  }

  /** A name, qualified or not. */
  Name name() {
    if (ended()) {
      return new Name("", "");
    }
    String first = tokens.get(at++).name();
    if (take(".") && !ended()) {
      return new Name(first, tokens.get(at++).name());
    }
    return new Name("", first);
  }

  /** What is left, cut at the commas outside of parentheses. */
  List<List<Token>> parts() {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    int depth = 0;
    for (; at < tokens.size(); at++) {
      Token token = tokens.get(at);
      depth += depth(token);
      if (depth == 0 && token.is(",")) {
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.add(token);
      }
    }
    parts.add(part);
    return parts;
  }

  List<Token> rest() {
    return tokens.subList(at, tokens.size());
  }

  private static int depth(Token token) {
    return token.is("(") ? 1 : token.is(")") ? -1 : 0;
  }
}
