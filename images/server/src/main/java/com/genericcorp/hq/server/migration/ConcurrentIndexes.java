package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.server.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Builds and drops indexes beside the work that goes on, which no transaction can hold. What a
 * killed or failed build left, an index that is INVALID, is dropped and built anew.
 */
final class ConcurrentIndexes {
  // "index" on a telephone's keys.
  private static final int LOCK = 46339;

  // Such a build waits for transactions and holds up nobody that reads or writes.
  private static final int LOCK_TIMEOUTS = 20;

  private final String owner;
  private final FleetSettings settings;
  private final TenantMigration ledger;

  ConcurrentIndexes(String owner, FleetSettings settings, TenantMigration ledger) {
    this.owner = owner;
    this.settings = settings;
    this.ledger = ledger;
  }

  private enum State {
    ABSENT,
    INVALID,
    VALID
  }

  /**
   * Brings one organisation that nobody else has through the phase; false when there is none.
   *
   * @param connection nobody else's, in auto-commit
   */
  boolean next(Connection connection, long run, Wave wave, Phase phase)
      throws SQLException, MigrationFailure {
    for (Target seen : FleetTargets.some(connection, run, wave, phase)) {
      if (!claim(connection, seen)) {
        continue;
      }
      try {
        // Whoever had it a moment ago may have done it.
        Optional<Target> target =
            FleetTargets.some(connection, run, wave, phase).stream()
                .filter(one -> one.id().equals(seen.id()))
                .findFirst();
        if (target.isPresent()) {
          migrate(connection, target.get(), phase);
          return true;
        }
      } finally {
        release(connection, seen);
      }
    }
    return false;
  }

  private void migrate(Connection connection, Target target, Phase phase)
      throws SQLException, MigrationFailure {
    for (MigrationScript script : phase.after(target.version())) {
      session(connection, owner, target.schema(), LOCK_TIMEOUTS);
      try {
        for (SqlStatement statement : script.statements(target.role())) {
          apply(connection, target, script, statement);
        }
      } finally {
        if (!connection.isClosed()) {
          session(connection, "none", "public", 1);
        }
      }
      ledger.record(connection, target, List.of(script));
    }
  }

  private void apply(
      Connection connection, Target target, MigrationScript script, SqlStatement statement)
      throws SQLException, MigrationFailure {
    ConcurrentIndex index =
        ConcurrentIndex.of(statement)
            .orElseThrow(
                () ->
                    new MigrationFailure(
                        target,
                        script.file() + ":" + statement.line(),
                        new SQLException(
                            "'"
                                + statement.brief()
                                + "' does not belong here: a file that ends in .concurrently.sql"
                                + " has CREATE INDEX CONCURRENTLY and DROP INDEX CONCURRENTLY"
                                + " alone")));
    State state = state(connection, target, index.name());
    if (index.creates() ? state == State.VALID : state == State.ABSENT) {
      return;
    }
    try {
      if (index.creates() && state == State.INVALID) {
        drop(connection, index.name());
      }
      execute(connection, statement.text());
    } catch (SQLException problem) {
      leaveAsItWas(connection, target, index, problem);
      throw new MigrationFailure(
          target,
          script.file()
              + ":"
              + TenantMigration.lineOf(statement, problem)
              + ", '"
              + statement.brief()
              + "'",
          problem);
    }
  }

  private static void leaveAsItWas(
      Connection connection, Target target, ConcurrentIndex index, SQLException problem) {
    try {
      if (index.creates() && state(connection, target, index.name()) == State.INVALID) {
        drop(connection, index.name());
      }
    } catch (SQLException later) {
      // It stays, is used by nobody, and the next attempt drops it.
      problem.addSuppressed(later);
    }
  }

  private static State state(Connection connection, Target target, String index)
      throws SQLException {
    String sql =
        "select i.indisvalid from pg_catalog.pg_class c join pg_catalog.pg_index i"
            + " on i.indexrelid = c.oid where c.relname = ? and c.relnamespace ="
            + " to_regnamespace(?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, index);
      statement.setString(2, target.schema());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return State.ABSENT;
        }
        return rows.getBoolean(1) ? State.VALID : State.INVALID;
      }
    }
  }

  private static void drop(Connection connection, String index) throws SQLException {
    execute(connection, "drop index concurrently \"" + index.replace("\"", "\"\"") + "\"");
  }

  // Of the session, as there is no transaction: the connection is this worker's own.
  private void session(Connection connection, String role, String path, int timeouts)
      throws SQLException {
    String sql =
        "select set_config('role', ?, false), set_config('search_path', ?, false),"
            + " set_config('lock_timeout', ?, false)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, role);
      statement.setString(2, path);
      statement.setString(3, settings.lockTimeout().multipliedBy(timeouts).toMillis() + "ms");
      statement.execute();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Advisory: a row's lock would need a transaction that lasts as long as the build. */
  private static boolean claim(Connection connection, Target target) throws SQLException {
    return locks(connection, "pg_try_advisory_lock", target);
  }

  private static void release(Connection connection, Target target) throws SQLException {
    if (!connection.isClosed()) {
      boolean unused = locks(connection, "pg_advisory_unlock", target);
    }
  }

  private static boolean locks(Connection connection, String function, Target target)
      throws SQLException {
    String sql = "select " + function + "(?, hashtext(?))";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, LOCK);
      statement.setString(2, target.id());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /** What a statement does to which index. */
  record ConcurrentIndex(boolean creates, String name) {
    /** Empty when it is another statement. */
    static Optional<ConcurrentIndex> of(SqlStatement statement) {
      int at = statement.begins("create", "unique") ? 2 : 1;
      boolean creates = statement.begins("create");
      boolean fits =
          (creates || statement.begins("drop"))
              && statement.tokens().size() > at + 2
              && statement.tokens().get(at).is("index")
              && statement.tokens().get(at + 1).is("concurrently");
      if (!fits) {
        return Optional.empty();
      }
      String name = statement.tokens().get(at + 2).name();
      return name.toLowerCase(Locale.ROOT).equals("on") || name.equals("if")
          ? Optional.empty()
          : Optional.of(new ConcurrentIndex(creates, name));
    }
  }
}
