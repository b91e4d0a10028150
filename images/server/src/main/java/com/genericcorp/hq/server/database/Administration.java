package com.genericcorp.hq.server.database;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/**
 * Connections of the commands that change schemas and make organisations. The migrator is a plain
 * login with CREATEROLE, as on RDS. Provisioners' passwords come from the migrator's, gateways'
 * from the gateway secret: the serving process, which has the latter alone, cannot make roles.
 */
public final class Administration {
  static final String INVALID_PASSWORD = "28P01";

  // Of a command that somebody waits for; on a busy host a login takes its time.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  // Any constant that nothing else in the database locks: "hqmigrat" in ASCII.
  private static final long LOCK = 0x68716d6967726174L;

  private final DatabaseSettings settings;
  private final RoleNames names;
  private final Login migrator;
  private final Secret gatewaySecret;
  private final DatabaseWait wait;

  public Administration(
      DatabaseSettings settings,
      String migratorUser,
      Secret migratorPassword,
      Secret gatewaySecret) {
    this(
        settings,
        new Login(migratorUser, migratorPassword::reveal),
        gatewaySecret,
        DatabaseWait.NONE);
  }

  private Administration(
      DatabaseSettings settings, Login migrator, Secret gatewaySecret, DatabaseWait wait) {
    this.settings = settings;
    this.names = new RoleNames(settings.name());
    this.migrator = migrator;
    this.gatewaySecret = gatewaySecret;
    this.wait = wait;
  }

  /** The same, with connections that are waited for while the database does not answer yet. */
  public Administration awaiting(DatabaseWait longest) {
    return new Administration(settings, migrator, gatewaySecret, longest);
  }

  /** For a command: it waits for a moment for a database that does not answer yet. */
  public static Administration of(Variables variables) {
    DatabaseSettings settings = DatabaseSettings.of(variables);
    String user = variables.required("MIGRATOR_USER");
    Secret password = variables.secret("MIGRATOR_PASSWORD");
    Secret gatewaySecret = variables.secret("GATEWAY_SECRET");
    variables.check();
    return new Administration(settings, user, password, gatewaySecret)
        .awaiting(DatabaseWait.told(PATIENCE));
  }

  public RoleNames names() {
    return names;
  }

  /** A connection as the migrator, in auto-commit. */
  public Connection asMigrator() throws SQLException {
    return connect(migrator);
  }

  /** A source of connections as the migrator, for Flyway. */
  public ConnectionSource migratorSource() {
    return new ConnectionSource(settings, migrator, "agenthq-migrate").awaitedFor(wait);
  }

  /**
   * A connection as a cohort's provisioner. Where the migrator's password was rotated since, the
   * provisioner's is set anew.
   */
  public Connection asProvisioner(int cohort) throws SQLException {
    Login login = provisioner(cohort);
    try {
      return connect(login);
    } catch (SQLException refused) {
      if (!INVALID_PASSWORD.equals(refused.getSQLState())) {
        throw refused;
      }
    }
    try (Connection connection = asMigrator()) {
      // Of many that find the old password, one sets the new one at a time.
      lock(connection);
      setPassword(connection, login);
    }
    return connect(login);
  }

  /**
   * Waits until no other command changes roles or the shared schema. The lock is the connection's
   * own: a killed command gives it back.
   */
  public static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select pg_advisory_lock(?)")) {
      statement.setLong(1, LOCK);
      statement.execute();
    }
  }

  /**
   * What is derived from the gateway secret for a purpose, so that it need not be stored: 43
   * URL-safe characters, others once the secret is changed.
   */
  public String derived(String purpose) {
    return DerivedPassword.of(gatewaySecret.reveal(), purpose);
  }

  Login provisioner(int cohort) {
    return derived(names.provisioner(cohort), migrator.password());
  }

  Login gateway(int cohort) {
    return derived(names.gateway(cohort), gatewaySecret::reveal);
  }

  /** Sets the login's password; only its SCRAM verifier travels. */
  static void setPassword(Connection connection, Login login) throws SQLException {
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(login.user(), login.password().get().toCharArray(), "scram-sha-256");
  }

  private static Login derived(String user, Supplier<String> secret) {
    return new Login(user, () -> DerivedPassword.of(secret.get(), user));
  }

  private Connection connect(Login login) throws SQLException {
    return new ConnectionSource(settings, login, "agenthq-admin").awaitedFor(wait).getConnection();
  }

  /** A sentence for a failure of the database. */
  public static Failed failed(String what, SQLException problem) {
    return new Failed(problem, "%s failed: %s", what, problem.getMessage());
  }
}
