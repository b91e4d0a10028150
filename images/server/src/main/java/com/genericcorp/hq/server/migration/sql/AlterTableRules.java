package com.genericcorp.hq.server.migration.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One action of ALTER TABLE on a table that is in use. Which actions rewrite, scan or lock is
 * PostgreSQL's manual's, ALTER TABLE, "Notes".
 */
final class AlterTableRules {
  private static final int SHOWN = 60;

  // Worked out once for the whole statement, or constant: kept in the catalogue, no row is touched.
  private static final Set<String> STABLE =
      Set.of("now", "current_timestamp", "true", "false", "null", "array", "interval");

  private final boolean large;
  private final boolean contracts;
  private final Set<String> notValid;

  /**
   * @param large whether scanning the table takes longer than a request may wait
   * @param contracts whether the file says that it takes away what older builds use
   * @param notValid constraints that the file adds without looking at rows; added to
   */
  AlterTableRules(boolean large, boolean contracts, Set<String> notValid) {
    this.large = large;
    this.contracts = contracts;
    this.notValid = notValid;
  }

  /** The rule that the action breaks. */
  Optional<Rule> check(List<Token> action) {
    Words words = new Words(action);
    if (words.take("add")) {
      return added(words);
    }
    if (words.take("alter")) {
      boolean unused = words.take("column");
      words.name();
      return column(words);
    }
    if (words.next("rename")) {
      return Optional.of(Rule.RENAME);
    }
    if (words.next("drop")) {
      return contracts ? Optional.empty() : Optional.of(Rule.CONTRACT);
    }
    if (words.take("validate", "constraint")) {
      return notValid.contains(words.name().name())
          ? Optional.of(Rule.VALIDATION)
          : Optional.empty();
    }
    // Storage parameters, replica identity: a short lock, no row is looked at.
    boolean settings =
        words.next("set", "(") || words.next("reset", "(") || words.next("replica", "identity");
    return settings ? Optional.empty() : Optional.of(Rule.UNKNOWN_STATEMENT);
  }

  private Optional<Rule> added(Words words) {
    boolean constraint = words.take("constraint");
    if (constraint) {
      String name = words.name().name();
      if (endsNotValid(words.rest())) {
        notValid.add(name);
      }
    }
    boolean table =
        constraint
            || words.next("check")
            || words.next("foreign", "key")
            || words.next("unique")
            || words.next("primary", "key")
            || words.next("exclude");
    if (table) {
      boolean fits = !large || endsNotValid(words.rest()) || usesIndex(words.rest());
      return fits ? Optional.empty() : Optional.of(Rule.CONSTRAINT);
    }
    boolean unused = words.take("column");
    if (words.take("if", "not", "exists")) {
      return Optional.of(Rule.IF_EXISTS);
    }
    words.name();
    return newColumn(words.rest());
  }

  private Optional<Rule> newColumn(List<Token> definition) {
    boolean hasDefault = has(definition, "default");
    boolean notNull = follows(definition, "not", "null");
    if (has(definition, "generated") || isSerial(definition)) {
      return Optional.of(Rule.REWRITE);
    }
    if (notNull && !hasDefault) {
      return Optional.of(Rule.NOT_NULL);
    }
    if (hasDefault && !isStable(definition)) {
      return Optional.of(Rule.VOLATILE_DEFAULT);
    }
    boolean constrained =
        has(definition, "check")
            || has(definition, "references")
            || has(definition, "unique")
            || follows(definition, "primary", "key");
    return constrained && large ? Optional.of(Rule.CONSTRAINT) : Optional.empty();
  }

  private Optional<Rule> column(Words words) {
    if (words.next("type") || words.next("set", "data", "type")) {
      return Optional.of(Rule.REWRITE);
    }
    if (words.next("set", "not", "null")) {
      return Optional.of(Rule.NOT_NULL);
    }
    if (words.next("drop", "default")) {
      return contracts ? Optional.empty() : Optional.of(Rule.CONTRACT);
    }
    boolean harmless =
        words.next("set", "default")
            || words.next("drop", "not", "null")
            || words.next("set", "statistics")
            || words.next("set", "storage")
            || words.next("set", "(");
    return harmless ? Optional.empty() : Optional.of(Rule.UNKNOWN_STATEMENT);
  }

  /** Whether a default is a constant, or one of the few functions that are stable. */
  private static boolean isStable(List<Token> definition) {
    int from = 0;
    while (!definition.get(from).is("default")) {
      from++;
    }
    for (int at = from + 1; at < definition.size(); at++) {
      Token token = definition.get(at);
      if (token.is("not") || token.is("check") || token.is("references") || token.is("unique")) {
        return true;
      }
      boolean cast = at > 0 && definition.get(at - 1).is("::");
      boolean called = at + 1 < definition.size() && definition.get(at + 1).is("(");
      boolean word = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED;
      if (word && !cast && (called || at == from + 1) && !STABLE.contains(token.name())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSerial(List<Token> definition) {
    return !definition.isEmpty() && definition.get(0).name().endsWith("serial");
  }

  private static boolean endsNotValid(List<Token> tokens) {
    return follows(tokens, "not", "valid");
  }

  private static boolean usesIndex(List<Token> tokens) {
    return follows(tokens, "using", "index");
  }

  private static boolean has(List<Token> tokens, String word) {
    return tokens.stream().anyMatch(one -> one.is(word));
  }

  private static boolean follows(List<Token> tokens, String first, String second) {
    for (int at = 0; at + 1 < tokens.size(); at++) {
      if (tokens.get(at).is(first) && tokens.get(at + 1).is(second)) {
        return true;
      }
    }
    return false;
  }

  static String brief(List<Token> action) {
    String all = action.stream().map(Token::text).collect(Collectors.joining(" "));
    return all.length() <= SHOWN ? all : all.substring(0, SHOWN - 1) + "…";
  }
}
