package com.genericcorp.hq.server.migration;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One organisation could not be migrated, and is as it was. */
final class MigrationFailure extends Exception {
  // Locks that are held, deadlocks, statements that were cancelled: another time it may do.
  private static final Set<String> PASSING = Set.of("55P03", "40P01", "40001", "57014");

  private final Target target;
  private final SQLException problem;

  /**
   * @param where file and line, and the statement
   */
  MigrationFailure(Target target, String where, SQLException problem) {
    super(where.isEmpty() ? sentence(problem) : where + ": " + sentence(problem), problem);
    this.target = target;
    this.problem = problem;
  }

  Target target() {
    return target;
  }

  /** Whether another attempt may do. */
  boolean passes() {
    return ofTheConnection() || PASSING.contains(String.valueOf(problem.getSQLState()));
  }

  boolean ofALock() {
    return "55P03".equals(problem.getSQLState());
  }

  /** Whether the connection is gone, or none can be had: it says nothing of the organisation. */
  static boolean ofTheConnection(@Nullable Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the database has no connection left. */
  static boolean isCrowded(@Nullable Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure && "53300".equals(failure.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  boolean ofTheConnection() {
    return ofTheConnection(problem);
  }

  private static String sentence(SQLException problem) {
    SQLException said = problem.getNextException() == null ? problem : problem.getNextException();
    String message = said.getMessage();
    return message == null ? "no message" : message.lines().findFirst().orElse("");
  }
}
