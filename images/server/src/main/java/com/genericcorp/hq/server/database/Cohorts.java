package com.genericcorp.hq.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups of organisations that share a gateway login and a provisioner login. PostgreSQL reads all
 * memberships of a login at its first SET ROLE, and all that a role's creator has when it makes
 * another (measured: 120 ms and 14 ms at some thousands, 1 ms at 500), so groups are kept small.
 */
public final class Cohorts {
  /** Organisations in a cohort at the most. */
  public static final int SIZE = 500;

  private final Administration administration;
  private final RoleNames names;
  private final int size;

  public Cohorts(Administration administration) {
    this(administration, SIZE);
  }

  /** Smaller ones, for tests. */
  public Cohorts(Administration administration, int size) {
    this.size = size;
    this.administration = administration;
    this.names = administration.names();
  }

  /**
   * The cohort that takes the next organisation; made when all are full. Callers may be many at
   * once.
   *
   * @param migrator a connection as the migrator, in auto-commit
   */
  public int withRoom(Connection migrator) throws SQLException {
    int found = roomy(migrator);
    if (found > 0) {
      return found;
    }
    migrator.setAutoCommit(false);
    try {
      execute(migrator, "lock table public.cohorts in exclusive mode");
      int meanwhile = roomy(migrator);
      int cohort = meanwhile > 0 ? meanwhile : add(migrator);
      migrator.commit();
      return cohort;
    } catch (SQLException problem) {
      migrator.rollback();
      throw problem;
    } finally {
      migrator.setAutoCommit(true);
    }
  }

  /**
   * Sees that every gateway's and provisioner's password is what the secrets give now. Those that
   * are stay untouched: setting one walks all memberships that the migrator has through the
   * provisioners (50 ms with 10,000 organisations, and there are 40 logins then), a login takes 8.
   */
  public void setPasswords(Connection migrator) throws SQLException {
    List<Integer> cohorts = new ArrayList<>();
    try (Statement statement = migrator.createStatement();
        ResultSet rows = statement.executeQuery("select id from public.cohorts order by id")) {
      while (rows.next()) {
        cohorts.add(rows.getInt(1));
      }
    }
    for (int cohort : cohorts) {
      setUnlessCurrent(migrator, administration.gateway(cohort));
      setUnlessCurrent(migrator, administration.provisioner(cohort));
    }
  }

  private void setUnlessCurrent(Connection migrator, Login login) throws SQLException {
    if (!administration.opens(login)) {
      Administration.setPassword(migrator, login);
    }
  }

  private int roomy(Connection migrator) throws SQLException {
    String sql = "select coalesce(min(id), 0) from public.cohorts where tenants < ?";
    try (PreparedStatement statement = migrator.prepareStatement(sql)) {
      statement.setInt(1, size);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private int add(Connection migrator) throws SQLException {
    int cohort = next(migrator);
    String gateway = names.gateway(cohort);
    String provisioner = names.provisioner(cohort);
    makeLogin(migrator, gateway, "noinherit");
    makeLogin(migrator, provisioner, "noinherit createrole");
    execute(
        migrator,
        // Time limits and the empty path belong to the login, so they hold behind a pooler too.
        "alter role " + gateway + " set search_path = ''",
        "alter role " + gateway + " set statement_timeout = '15s'",
        "alter role " + gateway + " set idle_in_transaction_session_timeout = '30s'",
        "grant connect on database " + names.database() + " to " + gateway + ", " + provisioner,
        "grant " + names.owner() + " to " + provisioner + " with inherit false, set true",
        "set local role " + names.owner(),
        "grant select on public.installation, public.cohorts, public.tenants,"
            + " public.flyway_schema_history to "
            + gateway,
        "grant execute on function public.claim_tasks(text, integer, interval) to " + gateway,
        "grant execute on function"
            + " public.claim_in_turn(text, text, integer, integer, interval) to "
            + gateway,
        "reset role");
    String sql = "insert into public.cohorts (id, gateway, provisioner) values (?, ?, ?)";
    try (PreparedStatement statement = migrator.prepareStatement(sql)) {
      statement.setInt(1, cohort);
      statement.setString(2, gateway);
      statement.setString(3, provisioner);
      statement.execute();
    }
    Administration.setPassword(migrator, administration.gateway(cohort));
    Administration.setPassword(migrator, administration.provisioner(cohort));
    return cohort;
  }

  private static int next(Connection migrator) throws SQLException {
    try (Statement statement = migrator.createStatement();
        ResultSet rows =
            statement.executeQuery("select coalesce(max(id), 0) + 1 from public.cohorts")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void makeLogin(Connection migrator, String login, String rights)
      throws SQLException {
    execute(migrator, "create role " + login + " login " + rights);
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
