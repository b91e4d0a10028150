package com.genericcorp.hq.server.migration.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks for what would lock out or break servers of the version before. Not a parser of all SQL: it
 * knows the statements that migrations are made of, and refuses the others. That the SQL itself is
 * right, PostgreSQL says in the tests and in {@code --dry-run}.
 */
public final class MigrationLint {
  // One row an organisation, or fewer: to scan ten thousand takes milliseconds.
  private static final Set<String> SMALL =
      Set.of("installation", "cohorts", "tenants", "databases");

  private final MigrationFile file;
  private final Directives directives;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> made = new TreeSet<>();
  private final Set<String> granted = new TreeSet<>();
  private final Set<String> altered = new TreeSet<>();
  private final Set<String> notValid = new TreeSet<>();
  private final TreeMap<String, SqlStatement> changed = new TreeMap<>();

  private MigrationLint(MigrationFile file) {
    this.file = file;
    this.directives = Directives.of(file.sql());
  }

  /**
   * What a file may not do, in its order; empty when it may do all that it does.
   *
   * @throws com.genericcorp.hq.cli.InvalidInput when it cannot be read as SQL
   */
  public static List<Finding> check(MigrationFile file) {
    MigrationLint lint = new MigrationLint(file);
    List<SqlStatement> statements = SqlStatement.of(file.name(), file.sql());
    statements.forEach(lint::statement);
    lint.wholeFile(statements);
    return lint.findings.stream()
        .filter(one -> !lint.directives.allowed().containsKey(one.rule().label()))
        .sorted(Comparator.comparingInt(Finding::line))
        .toList();
  }

  private void statement(SqlStatement statement) {
    Words words = new Words(statement.tokens());
    if (statement.has("concurrently") != file.concurrently()) {
      find(statement, Rule.CONCURRENTLY, statement.brief());
    } else if (words.take("create")) {
      create(statement, words);
    } else if (words.take("alter", "table")) {
      alter(statement, words);
    } else if (words.take("alter", "type")) {
      find(statement, Rule.EXISTING_TYPE, statement.brief());
    } else if (words.take("drop")) {
      drop(statement, words);
    } else if (words.take("comment", "on") || words.next("select") || words.next("with")) {
      // Reads, or says something of what there is.
      return;
    } else if (words.take("grant")) {
      grant(statement, words);
    } else if (words.take("revoke")) {
      revoke(statement, words);
    } else if (words.take("insert", "into")) {
      named(statement, words.name());
    } else if (words.take("update") || words.take("delete", "from")) {
      change(statement, words);
    } else if (words.take("do")) {
      block(statement);
    } else {
      other(statement);
    }
  }

  private void other(SqlStatement statement) {
    if (statement.begins("lock")) {
      find(statement, Rule.LOCK, statement.brief());
    } else if (List.of("begin", "commit", "rollback", "savepoint", "set", "reset", "start").stream()
        .anyMatch(statement::begins)) {
      find(statement, Rule.TRANSACTION, statement.brief());
    } else if (List.of("vacuum", "cluster", "reindex", "truncate", "refresh").stream()
        .anyMatch(statement::begins)) {
      find(statement, Rule.LOCK, statement.brief());
    } else {
      find(statement, Rule.UNKNOWN_STATEMENT, statement.brief());
    }
  }

  private void create(SqlStatement statement, Words words) {
    if (words.take("table")) {
      refuseIf(statement, words);
      Words.Name table = words.name();
      named(statement, table);
      made.add(table.toString());
    } else if (words.next("index") || words.next("unique", "index")) {
      index(statement, words);
    } else if (words.next("trigger") || words.next("or", "replace", "trigger")) {
      if (words.skipBehind("on")) {
        named(statement, words.name());
      }
    } else if (words.next("function") || words.next("or", "replace", "function")) {
      if (file.ofTenants()) {
        find(statement, Rule.NAMES, "a function belongs into db/shared, once for all");
      }
    } else if (!words.next("view") && !words.next("sequence") && !words.next("type")) {
      find(statement, Rule.UNKNOWN_STATEMENT, statement.brief());
    }
  }

  private void index(SqlStatement statement, Words words) {
    boolean unused = words.take("unique");
    unused = words.take("index");
    boolean concurrently = words.take("concurrently");
    refuseIf(statement, words);
    if (words.next("on")) {
      find(statement, Rule.NAMES, "an index without a name cannot be found again");
    }
    if (!words.skipBehind("on")) {
      return;
    }
    unused = words.take("only");
    Words.Name table = words.name();
    named(statement, table);
    if (!concurrently && isLarge(table)) {
      find(statement, Rule.INDEX, statement.brief());
    }
  }

  private void alter(SqlStatement statement, Words words) {
    refuseIf(statement, words);
    boolean unused = words.take("only");
    Words.Name table = words.name();
    named(statement, table);
    altered.add(table.toString());
    if (made.contains(table.toString())) {
      return;
    }
    AlterTableRules rules =
        new AlterTableRules(isLarge(table), directives.contracts().isPresent(), notValid);
    for (List<Token> action : words.parts()) {
      rules
          .check(action)
          .ifPresent(rule -> find(statement, rule, table + ": " + AlterTableRules.brief(action)));
    }
  }

  private void drop(SqlStatement statement, Words words) {
    boolean index = words.take("index");
    boolean concurrently = index && words.take("concurrently");
    if (index && !concurrently) {
      find(statement, Rule.INDEX, statement.brief());
    } else if (!index && directives.contracts().isEmpty()) {
      find(statement, Rule.CONTRACT, statement.brief());
    }
    if (statement.has("cascade")) {
      find(statement, Rule.CONTRACT, "CASCADE drops what nobody named");
    }
  }

  private void grant(SqlStatement statement, Words words) {
    if (statement.has("all") || statement.has("public") && !words.rest().get(0).is("execute")) {
      find(statement, Rule.GRANTS, statement.brief() + " is too wide: by name, to one role");
    }
    if (!words.skipBehind("on")) {
      find(statement, Rule.GRANTS, statement.brief() + ": a role's membership");
      return;
    }
    boolean unused = words.take("table");
    do {
      granted.add(words.name().toString());
    } while (words.take(","));
    if (file.ofTenants() && words.skipBehind("to") && !words.next("${role}")) {
      find(statement, Rule.GRANTS, statement.brief() + ": expected to ${role}");
    }
  }

  private void revoke(SqlStatement statement, Words words) {
    // What PUBLIC gets of a new function by default is nobody's need.
    boolean ofPublic = words.next("execute") && statement.has("public");
    if (!ofPublic && directives.contracts().isEmpty()) {
      find(statement, Rule.CONTRACT, statement.brief());
    }
  }

  private void change(SqlStatement statement, Words words) {
    boolean unused = words.take("only");
    Words.Name table = words.name();
    named(statement, table);
    if (isLarge(table)) {
      changed.putIfAbsent(table.toString(), statement);
    }
  }

  /** Of blocks only those that do nothing but grant, login by login. */
  private void block(SqlStatement statement) {
    Optional<Token> body =
        statement.tokens().stream().filter(one -> one.kind() == Token.Kind.BODY).findFirst();
    String code = body.map(one -> one.text().toLowerCase(Locale.ROOT)).orElse("");
    boolean grantsAlone =
        code.matches("(?s).*\\bgrant\\b.*")
            && !code.matches(
                "(?s).*\\b(alter|create|drop|update|delete|insert|lock|truncate|revoke)\\b.*");
    if (!grantsAlone || file.ofTenants()) {
      find(statement, Rule.UNKNOWN_STATEMENT, "a DO block that does more than grant to gateways");
    }
  }

  private void wholeFile(List<SqlStatement> statements) {
    if (statements.isEmpty()) {
      findings.add(new Finding(file.name(), 1, Rule.UNKNOWN_STATEMENT, "no statement"));
    }
    changed.forEach(
        (table, statement) -> {
          if (altered.contains(table)) {
            find(statement, Rule.BACKFILL, statement.brief());
          }
        });
    if (file.ofTenants()) {
      for (SqlStatement statement : statements) {
        if (statement.begins("create", "table")) {
          Words words = new Words(statement.tokens());
          boolean unused = words.take("create", "table");
          String table = words.name().toString();
          if (!granted.contains(table)) {
            find(statement, Rule.GRANTS, table + " has no grant to ${role}");
          }
        }
      }
    }
  }

  private void named(SqlStatement statement, Words.Name name) {
    if (file.ofTenants() && !name.schema().isEmpty()) {
      find(
          statement,
          Rule.NAMES,
          name
              + ": organisations' tables are named without a schema, and"
              + " shared ones are changed in db/shared");
    } else if (!file.ofTenants() && !name.schema().equals("public")) {
      find(statement, Rule.NAMES, name + ": expected public." + name.name());
    }
  }

  private void refuseIf(SqlStatement statement, Words words) {
    if (words.take("if", "not", "exists") || words.take("if", "exists")) {
      find(statement, Rule.IF_EXISTS, statement.brief());
    }
  }

  private boolean isLarge(Words.Name table) {
    boolean small = !file.ofTenants() && SMALL.contains(table.name());
    return !made.contains(table.toString()) && !small;
  }

  private void find(SqlStatement statement, Rule rule, String what) {
    findings.add(new Finding(file.name(), statement.line(), rule, what));
  }
}
