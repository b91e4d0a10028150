package com.genericcorp.hq.server.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** The database cannot be reached now; the same call may succeed a moment later. */
public final class DatabaseUnavailable extends RuntimeException {
  private static final Set<String> TRANSIENT = Set.of("25006", "25P03", "40P01", "55P03", "57014");

  public DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * What a failure says about the database's being there, by its SQLSTATE: lost connections (08),
   * shutdown and start-up (57P01 to 57P05), no more connections, disk or memory (53), refused
   * logins (28: a rotation under way), a primary that became a replica (25006), a pool that ran
   * dry. So do statements that were cut off because they waited for too long (57014, 55P03, 25P03)
   * or for one another (40P01): the transaction is undone, and may be tried again.
   */
  public static Optional<DatabaseUnavailable> in(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseUnavailable known) {
        return Optional.of(known);
      }
      if (cause instanceof SQLException failure && says(failure)) {
        return Optional.of(
            new DatabaseUnavailable(
                "the database cannot be reached: " + firstLine(failure), problem));
      }
    }
    return Optional.empty();
  }

  private static boolean says(SQLException failure) {
    String state = failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException || state == null) {
      return failure instanceof SQLTransientConnectionException;
    }
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("28")
        || state.startsWith("53")
        || TRANSIENT.contains(state);
  }

  private static String firstLine(SQLException failure) {
    String message = failure.getMessage();
    return message == null ? "no message" : message.lines().findFirst().orElse("");
  }
}
