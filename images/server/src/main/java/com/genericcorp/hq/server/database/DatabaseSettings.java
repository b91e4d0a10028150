package com.genericcorp.hq.server.database;

import com.genericcorp.hq.server.config.Variables;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/**
 * Where the database is and how it is spoken to.
 *
 * @param caFile the certificates to trust, for {@link Tls#VERIFY_FULL}
 */
public record DatabaseSettings(String host, int port, String name, Tls tls, String caFile) {
  /** The longest that a connection's making may take, from TCP to the login's end. */
  static final int LOGIN_SECONDS = 3;

  /** pgjdbc's {@code sslmode}s that make sense between a server and its database. */
  public enum Tls {
    DISABLE,
    REQUIRE,
    VERIFY_FULL;

    String spelling() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static DatabaseSettings of(Variables variables) {
    DatabaseSettings settings =
        new DatabaseSettings(
            variables.required("DATABASE_HOST"),
            variables.port("DATABASE_PORT", 5432),
            variables.required("DATABASE_NAME"),
            variables.oneOf("DATABASE_TLS", Tls.VERIFY_FULL, Tls::spelling),
            variables.text("DATABASE_CA_FILE", ""));
    if (settings.tls == Tls.VERIFY_FULL) {
      variables.required("DATABASE_CA_FILE");
    }
    return settings;
  }

  /** The database that every PostgreSQL has: where another one is made from. */
  DatabaseSettings maintenance() {
    return new DatabaseSettings(host, port, "postgres", tls, caFile);
  }

  String url() {
    return "jdbc:postgresql://" + address() + "/" + name;
  }

  /** {@code host:port}. */
  String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * The driver's properties, without user and password. Nothing is prepared on the server: a
   * prepared statement outlives its transaction, and one connection serves many organisations,
   * whose schemas may be a version apart during a migration.
   */
  Properties properties(String applicationName) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("sslmode", tls.spelling());
    if (!caFile.isEmpty()) {
      properties.setProperty("sslrootcert", caFile);
    }
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    // The detail of an error quotes the row that caused it: an organisation's data.
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  /** The same for who can wait: on a busy host a login takes longer than a request may. */
  Properties properties(String applicationName, Duration longest) {
    Properties properties = properties(applicationName);
    String seconds = Long.toString(Math.max(1, longest.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    return properties;
  }
}
