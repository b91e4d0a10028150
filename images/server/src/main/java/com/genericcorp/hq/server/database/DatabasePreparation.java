package com.genericcorp.hq.server.database;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the migrator's login and its database in a cluster that has neither. The administrator is a
 * login with CREATEROLE and CREATEDB, as RDS's master user is; what only a superuser may do is not
 * needed. Each statement finds what those before it left, so a run that was killed is repeated.
 */
public final class DatabasePreparation {
  private static final String DUPLICATE_OBJECT = "42710";

  // The first with the builtin locale C.UTF-8.
  private static final int OLDEST = 17;

  private final DatabaseSettings settings;
  private final Login administrator;
  private final Login migrator;
  private final DatabaseWait wait;

  private DatabasePreparation(
      DatabaseSettings settings, Login administrator, Login migrator, DatabaseWait wait) {
    this.settings = settings;
    this.administrator = administrator;
    this.migrator = migrator;
    this.wait = wait;
  }

  /**
   * Reads the variables.
   *
   * @throws InvalidInput with everything that is missing or wrong
   */
  public static DatabasePreparation of(Variables variables) {
    DatabaseSettings settings = DatabaseSettings.of(variables);
    String administrator = variables.required("ADMINISTRATOR_USER");
    Secret administratorPassword = variables.secret("ADMINISTRATOR_PASSWORD");
    String migrator = variables.required("MIGRATOR_USER");
    Secret migratorPassword = variables.secret("MIGRATOR_PASSWORD");
    if (!migrator.isEmpty() && migrator.equals(administrator)) {
      variables.fault(
          "MIGRATOR_USER and ADMINISTRATOR_USER are both '%s': the migrator has a login of its own"
              .formatted(migrator));
    }
    variables.check();
    // Refuses names of databases that roles cannot be named after, before anything is made.
    RoleNames unused = new RoleNames(settings.name());
    return new DatabasePreparation(
        settings,
        new Login(administrator, administratorPassword::reveal),
        new Login(migrator, migratorPassword::reveal),
        DatabaseWait.NONE);
  }

  /** The same, with connections that are waited for while the database does not answer yet. */
  public DatabasePreparation awaiting(DatabaseWait longest) {
    return new DatabasePreparation(settings, administrator, migrator, longest);
  }

  /**
   * Makes what is missing.
   *
   * @return a sentence for each thing: made, or there already
   * @throws Failed when the administrator is refused, or the database is another than wanted
   */
  public List<String> run() {
    try (Connection connection = connect()) {
      requireVersion(connection);
      Administration.lock(connection);
      List<String> done = new ArrayList<>();
      done.add(ensureMigrator(connection));
      done.add(ensureDatabase(connection));
      return done;
    } catch (SQLException problem) {
      throw Administration.failed("preparing the database '" + settings.name() + "'", problem);
    }
  }

  private Connection connect() throws SQLException {
    try {
      return source(administrator).getConnection();
    } catch (SQLException refused) {
      if (!Administration.INVALID_PASSWORD.equals(refused.getSQLState())) {
        throw refused;
      }
      throw new Failed(
          refused,
          "The database at %s refuses the password of '%s' (ADMINISTRATOR_PASSWORD). Where it was"
              + " rotated since it was read: start this command again, so that it is given the"
              + " present one.",
          settings.address(),
          administrator.user());
    }
  }

  private void requireVersion(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST) {
      throw new Failed(
          "The database at %s is PostgreSQL %d: at least %d is needed, which sorts texts itself",
          settings.address(), version, OLDEST);
    }
  }

  private ConnectionSource source(Login login) {
    return new ConnectionSource(settings.maintenance(), login, "agenthq-prepare").awaitedFor(wait);
  }

  private String ensureMigrator(Connection connection) throws SQLException {
    String name = "Login '" + migrator.user() + "': ";
    if (!exists(connection, "select from pg_roles where rolname = ?", migrator.user())) {
      make(connection);
      // A run that is killed here leaves a login without a password: the next finds that it fails.
      Administration.setPassword(connection, migrator);
      return name + "made.";
    }
    if (!exists(
        connection,
        "select from pg_roles where rolname = ? and rolcanlogin and rolcreaterole",
        migrator.user())) {
      execute(connection, "alter role " + quoted(migrator.user()) + " login createrole");
    }
    if (migratorLogsIn()) {
      return name + "there already.";
    }
    Administration.setPassword(connection, migrator);
    return name + "there already; given the present password.";
  }

  private void make(Connection connection) throws SQLException {
    try {
      execute(connection, "create role " + quoted(migrator.user()) + " login createrole");
    } catch (SQLException problem) {
      // Somebody who knows no lock of ours made it meanwhile.
      if (!DUPLICATE_OBJECT.equals(problem.getSQLState())) {
        throw problem;
      }
    }
  }

  private boolean migratorLogsIn() throws SQLException {
    try (Connection unused = source(migrator).getConnection()) {
      return true;
    } catch (SQLException refused) {
      if (Administration.INVALID_PASSWORD.equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }

  private String ensureDatabase(Connection connection) throws SQLException {
    String name = "Database '" + settings.name() + "': ";
    String owner = quoted(migrator.user());
    Optional<PreparedDatabase> existing = PreparedDatabase.find(connection, settings.name());
    existing.ifPresent(found -> found.requireOf(migrator.user()));
    try (Membership asOwner = Membership.of(connection, owner)) {
      if (existing.isEmpty()) {
        execute(connection, PreparedDatabase.creation(settings.name(), owner));
      }
      // Only the owner may: by default everybody who logs in may connect and make temporary tables.
      asOwner.run("revoke all on database \"" + settings.name() + "\" from public");
    }
    return name + (existing.isEmpty() ? "made." : "there already.");
  }

  /**
   * The administrator's right to act as the owner. Who made a role may administer it, but acts as
   * it, or gives it a database, only by a grant to himself. Closing also takes back what a killed
   * run kept.
   */
  private record Membership(Connection connection, String owner) implements AutoCloseable {
    static Membership of(Connection connection, String owner) throws SQLException {
      execute(connection, "grant " + owner + " to current_user with inherit false, set true");
      return new Membership(connection, owner);
    }

    void run(String sql) throws SQLException {
      execute(connection, "set role " + owner, sql, "reset role");
    }

    @Override
    public void close() throws SQLException {
      execute(
          connection,
          "reset role",
          "revoke " + owner + " from current_user granted by current_user");
    }
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
