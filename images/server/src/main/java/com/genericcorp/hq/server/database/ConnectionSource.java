package com.genericcorp.hq.server.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections as one login, each with the login's password of that moment, and optionally in
 * a role that the login may take.
 */
public final class ConnectionSource implements DataSource {
  private final DatabaseSettings settings;
  private final Login login;
  private final String applicationName;
  private final @Nullable String role;
  private final Duration patience;
  private final DatabaseWait wait;
  private final @Nullable ConnectionPlaces places;

  public ConnectionSource(DatabaseSettings settings, Login login, String applicationName) {
    this(settings, login, applicationName, null, Duration.ZERO, DatabaseWait.NONE, null);
  }

  private ConnectionSource(
      DatabaseSettings settings,
      Login login,
      String applicationName,
      @Nullable String role,
      Duration patience,
      DatabaseWait wait,
      @Nullable ConnectionPlaces places) {
    this.settings = settings;
    this.login = login;
    this.applicationName = applicationName;
    this.role = role;
    this.patience = patience;
    this.wait = wait;
    this.places = places;
  }

  /** The same connections, each acting as this role from its start. */
  public ConnectionSource actingAs(String name) {
    return new ConnectionSource(settings, login, applicationName, name, patience, wait, places);
  }

  /**
   * The same connections, each given up when an answer takes longer than this, in whole seconds. A
   * database host that dies or is cut off says nothing: without it, whoever waits would wait until
   * TCP notices, which can take two hours.
   */
  public ConnectionSource answeringWithin(Duration longest) {
    return new ConnectionSource(settings, login, applicationName, role, longest, wait, places);
  }

  /** The same connections, each waited for while the database does not answer yet. */
  ConnectionSource awaitedFor(DatabaseWait longest) {
    return new ConnectionSource(settings, login, applicationName, role, patience, longest, places);
  }

  /** The same connections, each of which takes one of these places while it is open. */
  ConnectionSource within(ConnectionPlaces bound) {
    return new ConnectionSource(settings, login, applicationName, role, patience, wait, bound);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return places == null ? awaited() : places.take(this::awaited);
  }

  private Connection awaited() throws SQLException {
    if (wait.isNone()) {
      return connect(settings.properties(applicationName));
    }
    return wait.until(
        settings.address(), longest -> connect(settings.properties(applicationName, longest)));
  }

  private Connection connect(Properties properties) throws SQLException {
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password().get());
    // 0 waits for ever: what the commands do may take its time.
    properties.setProperty("socketTimeout", Long.toString(patience.toSeconds()));
    Connection connection = DriverManager.getConnection(settings.url(), properties);
    if (role != null) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set role " + role);
      } catch (SQLException problem) {
        connection.close();
        throw problem;
      }
    }
    return connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the login is fixed: " + login);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter writer) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  /** So long a pool that is closed waits for a connection that is just being made. */
  @Override
  public int getLoginTimeout() {
    return DatabaseSettings.LOGIN_SECONDS;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
