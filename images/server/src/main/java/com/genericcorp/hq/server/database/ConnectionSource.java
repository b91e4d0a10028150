package com.genericcorp.hq.server.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens connections as one login, each with the login's password of that moment. */
public final class ConnectionSource implements DataSource {
  private final DatabaseSettings settings;
  private final Login login;
  private final String applicationName;

  public ConnectionSource(DatabaseSettings settings, Login login, String applicationName) {
    this.settings = settings;
    this.login = login;
    this.applicationName = applicationName;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Properties properties = settings.properties(applicationName);
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password().get());
    return DriverManager.getConnection(settings.url(), properties);
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

  @Override
  public int getLoginTimeout() {
    return 0;
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
