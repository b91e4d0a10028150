package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.server.migration.sql.SqlStatement;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Migrates one organisation in one transaction, together with its rows in the ledger, the registry
 * and the run: two round trips and the commit, however many statements there are.
 */
final class TenantMigration {
  private static final Pattern NUMBER = Pattern.compile("\\b[0-9]{1,6}\\b");

  private final String owner;
  private final long run;
  private final int latest;

  /**
   * @param latest at this version an organisation's part of the run is done
   */
  TenantMigration(String owner, long run, int latest) {
    this.owner = owner;
    this.run = run;
    this.latest = latest;
  }

  /** A statement and where it stands; what is ours stands nowhere. */
  private record Line(String sql, Optional<SqlStatement> statement, String file) {
    static Line own(String sql) {
      return new Line(sql, Optional.empty(), "");
    }

    String where(SQLException problem) {
      return statement
          .map(one -> file + ":" + lineOf(one, problem) + ", '" + one.brief() + "'")
          .orElse("");
    }

    boolean givesRows() {
      return statement
          .map(one -> one.begins("select") || one.begins("with") || one.has("returning"))
          .orElse(false);
    }
  }

  /**
   * Claims an organisation and migrates it through the phase; false when there is none to claim.
   *
   * @param connection nobody else's, in auto-commit
   */
  boolean next(Connection connection, Wave wave, Phase phase)
      throws SQLException, MigrationFailure {
    connection.setAutoCommit(false);
    try {
      Optional<Target> claimed = FleetTargets.claim(connection, run, wave, phase);
      if (claimed.isEmpty()) {
        connection.rollback();
        return false;
      }
      Target target = claimed.get();
      run(connection, target, lines(target, phase.after(target.version())));
      try {
        connection.commit();
      } catch (SQLException problem) {
        throw new MigrationFailure(target, "at the commit", problem);
      }
      return true;
    } catch (SQLException | MigrationFailure problem) {
      rollback(connection, problem);
      throw problem;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  /** What marks these versions as made, without a claim's transaction. */
  void record(Connection connection, Target target, List<MigrationScript> scripts)
      throws SQLException, MigrationFailure {
    connection.setAutoCommit(false);
    try {
      List<Line> lines = new ArrayList<>();
      lines.add(Line.own("set local role " + owner));
      addLedger(lines, target, scripts);
      run(connection, target, lines);
      connection.commit();
    } catch (SQLException | MigrationFailure problem) {
      rollback(connection, problem);
      throw problem;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  private List<Line> lines(Target target, List<MigrationScript> scripts) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.own("set local role " + owner));
    lines.add(Line.own("set local search_path = " + target.schema()));
    for (MigrationScript script : scripts) {
      for (SqlStatement statement : script.statements(target.role())) {
        lines.add(new Line(statement.text(), Optional.of(statement), script.file()));
      }
    }
    addLedger(lines, target, scripts);
    return lines;
  }

  private void addLedger(List<Line> lines, Target target, List<MigrationScript> scripts) {
    // Names come from files' names and from the registry: ids are ten letters and digits.
    for (MigrationScript script : scripts) {
      lines.add(
          Line.own(
              "insert into public.tenant_migrations (tenant_id, version, description, checksum)"
                  + " values ('%s', %d, '%s', '%s')"
                      .formatted(
                          target.id(),
                          script.version(),
                          script.description().replace("'", "''"),
                          script.checksum())));
    }
    int version = scripts.get(scripts.size() - 1).version();
    lines.add(
        Line.own(
            "update public.tenants set schema_version = %d where id = '%s'"
                .formatted(version, target.id())));
    if (version >= latest) {
      lines.add(
          Line.own(
              ("update public.fleet_targets set state = 'done', reason = null, ended_at ="
                      + " clock_timestamp() where run = %d and tenant_id = '%s'")
                  .formatted(run, target.id())));
    }
  }

  private static void run(Connection connection, Target target, List<Line> lines)
      throws SQLException, MigrationFailure {
    try (Statement statement = connection.createStatement()) {
      if (lines.stream().anyMatch(Line::givesRows)) {
        oneByOne(statement, target, lines);
        return;
      }
      for (Line line : lines) {
        statement.addBatch(line.sql());
      }
      try {
        statement.executeBatch();
      } catch (BatchUpdateException problem) {
        throw new MigrationFailure(target, failing(lines, problem).where(said(problem)), problem);
      }
    }
  }

  private static void oneByOne(Statement statement, Target target, List<Line> lines)
      throws MigrationFailure {
    for (Line line : lines) {
      try {
        statement.execute(line.sql());
      } catch (SQLException problem) {
        throw new MigrationFailure(target, line.where(problem), problem);
      }
    }
  }

  /** The driver says which one it was by its number, from 0, and in words alone. */
  private static Line failing(List<Line> lines, BatchUpdateException problem) {
    Matcher number = NUMBER.matcher(String.valueOf(problem.getMessage()));
    int at = number.find() ? Integer.parseInt(number.group()) : lines.size();
    return at < lines.size() ? lines.get(at) : Line.own("");
  }

  private static SQLException said(BatchUpdateException problem) {
    return problem.getNextException() == null ? problem : problem.getNextException();
  }

  static int lineOf(SqlStatement statement, SQLException problem) {
    ServerErrorMessage said =
        problem instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
    return said == null || said.getPosition() == 0
        ? statement.line()
        : statement.lineAt(said.getPosition());
  }

  private static void rollback(Connection connection, Exception problem) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      // The connection is gone, and with it the transaction.
      problem.addSuppressed(lost);
    }
  }
}
