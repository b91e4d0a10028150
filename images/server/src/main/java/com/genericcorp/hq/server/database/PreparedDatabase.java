package com.genericcorp.hq.server.database;

import com.genericcorp.hq.cli.Failed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database as the catalogue describes it. Every platform's sorts alike: PostgreSQL's own {@code
 * C.UTF-8}, which no library of the host can change under an index.
 *
 * @param locale as {@code provider locale}
 */
record PreparedDatabase(String name, String owner, String encoding, String locale) {
  private static final String ENCODING = "UTF8";
  private static final String LOCALE = "builtin C.UTF-8";

  /** The statement that makes one. */
  static String creation(String name, String quotedOwner) {
    return """
        create database "%s" owner %s template template0 encoding 'UTF8'
          locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'
        """
        .formatted(name, quotedOwner);
  }

  static Optional<PreparedDatabase> find(Connection connection, String name) throws SQLException {
    String sql =
        """
        select pg_get_userbyid(datdba), pg_encoding_to_char(encoding),
               case datlocprovider when 'b' then 'builtin' when 'i' then 'icu' else 'libc' end
                 || ' ' || coalesce(datlocale, datcollate)
          from pg_database where datname = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new PreparedDatabase(name, rows.getString(1), rows.getString(2), rows.getString(3)))
            : Optional.empty();
      }
    }
  }

  /**
   * Requires that it is what {@link #creation} makes.
   *
   * @throws Failed with the differences: it may hold data, so it is left as it is
   */
  void requireOf(String migrator) {
    requireSame("owner", owner, migrator);
    requireSame("encoding", encoding, ENCODING);
    requireSame("locale", locale, LOCALE);
  }

  private void requireSame(String what, String found, String wanted) {
    if (!found.equals(wanted)) {
      throw new Failed(
          "The database '%s' is there already, with the %s '%s' where '%s' is wanted. It is left as"
              + " it is: give another DATABASE_NAME, or move its data into a database that this"
              + " command makes.",
          name, what, found, wanted);
    }
  }
}
