package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.ConnectionSource;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.database.DatabaseSettings.Tls;
import com.genericcorp.hq.server.database.Login;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database that is copied from, and who logs in there. */
public record AdoptionSource(DatabaseSettings settings, Login login) {
  private static final int PORT = 5432;
  private static final String FORM =
      "give it as postgresql://USER@HOST[:PORT]/DATABASE[?sslmode=…&sslrootcert=…]";

  /**
   * Reads {@code ADOPT_SOURCE_HOST}, {@code _PORT}, {@code _NAME}, {@code _USER}, {@code
   * _PASSWORD[_FILE]}, {@code _TLS} and {@code _CA_FILE}.
   *
   * @throws InvalidInput with everything that is missing or wrong
   */
  public static AdoptionSource of(Variables variables) {
    Map<String, String> values = new HashMap<>();
    for (String name : new String[] {"HOST", "PORT", "NAME", "TLS", "CA_FILE"}) {
      values.put("DATABASE_" + name, variables.text("ADOPT_SOURCE_" + name, ""));
    }
    String user = variables.required("ADOPT_SOURCE_USER");
    Secret password = variables.secret("ADOPT_SOURCE_PASSWORD");
    variables.check();
    return new AdoptionSource(settings(values), new Login(user, password::reveal));
  }

  /**
   * Reads an address as libpq writes it. The password comes from a file, or from {@code
   * ADOPT_SOURCE_PASSWORD[_FILE]}.
   *
   * @throws InvalidInput when it cannot be used, or holds a password: arguments are everybody's to
   *     see
   */
  public static AdoptionSource of(
      String address, @Nullable Path passwordFile, Variables variables) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException problem) {
      // The address itself is not repeated: what is wrong with it may be a password.
      throw new InvalidInput("--from is no address: %s", FORM);
    }
    String user = uri.getUserInfo();
    if (user != null && user.contains(":")) {
      throw new InvalidInput(
          "--from holds a password, which every user of this machine can see: change it there,"
              + " leave it out, and give it by --password-file or ADOPT_SOURCE_PASSWORD_FILE.");
    }
    String path = uri.getPath();
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!known || user == null || uri.getHost() == null || path == null || path.length() < 2) {
      throw new InvalidInput("--from is no address of a database with its user: %s", FORM);
    }
    Map<String, String> values = new HashMap<>();
    values.put("DATABASE_HOST", uri.getHost().replaceAll("[\\[\\]]", ""));
    values.put("DATABASE_PORT", Integer.toString(uri.getPort() < 0 ? PORT : uri.getPort()));
    values.put("DATABASE_NAME", path.substring(1));
    values.put("DATABASE_TLS", variables.text("ADOPT_SOURCE_TLS", ""));
    values.put("DATABASE_CA_FILE", variables.text("ADOPT_SOURCE_CA_FILE", ""));
    readOptions(uri.getQuery(), values);
    Secret password =
        passwordFile == null
            ? variables.secret("ADOPT_SOURCE_PASSWORD")
            : Secret.inFile("--password-file", passwordFile);
    variables.check();
    return new AdoptionSource(settings(values), new Login(user, password::reveal));
  }

  private static void readOptions(@Nullable String query, Map<String, String> values) {
    if (query == null) {
      return;
    }
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      switch (parts[0]) {
        case "sslmode" -> values.put("DATABASE_TLS", value);
        case "sslrootcert" -> values.put("DATABASE_CA_FILE", value);
        default ->
            throw new InvalidInput(
                "--from has the option '%s'; known are sslmode and sslrootcert",
                parts[0].replaceAll("[^a-z_]", "?"));
      }
    }
  }

  private static DatabaseSettings settings(Map<String, String> values) {
    try {
      return DatabaseSettings.of(new Variables(values));
    } catch (InvalidInput faults) {
      // Its sentences name the variables of our own database.
      throw new InvalidInput(
          "%s",
          String.valueOf(faults.getMessage())
              .replace("the environment's variables", "the source's address")
              .replace("DATABASE_", "ADOPT_SOURCE_"));
    }
  }

  /** {@code database 'crm' at db.example.com:5432}. */
  public String shown() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return "database '%s' at %s:%d%s"
        .formatted(
            settings.name(),
            host,
            settings.port(),
            settings.tls() == Tls.VERIFY_FULL
                ? ""
                : " (TLS: " + settings.tls().name().toLowerCase(Locale.ROOT) + ")");
  }

  Connection connect() throws SQLException {
    return new ConnectionSource(settings, login, "agenthq-adopt").getConnection();
  }
}
