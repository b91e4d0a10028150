package com.genericcorp.hq.server.database;

import com.genericcorp.hq.cli.Failed;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How long a command waits for a database that does not answer yet, and whom it tells. What more
 * time does not mend, a wrong password or an unknown database, fails at once.
 */
public final class DatabaseWait {
  /** Not at all: the first failure is the caller's. */
  public static final DatabaseWait NONE = new DatabaseWait(Duration.ZERO, line -> {});

  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

  private static final String NO_CONNECTION_LEFT = "53300";

  // Nothing could be connected to (08001); shut down, crashed, starting (57P01 to 57P03); no
  // connection left.
  private static final Set<String> NOT_YET =
      Set.of("08001", "57P01", "57P02", "57P03", NO_CONNECTION_LEFT);
  private static final String CONNECTION_LOST = "08006";

  private final Duration longest;
  private final Consumer<String> tell;

  /** One attempt to connect. */
  interface Attempt {
    Connection connect(Duration longest) throws SQLException;
  }

  /**
   * @param longest for each connection; zero: one attempt alone
   * @param tell hears a line when waiting begins, when its reason changes and when it ends well
   */
  public DatabaseWait(Duration longest, Consumer<String> tell) {
    this.longest = longest;
    this.tell = tell;
  }

  /** One that tells people on standard error. */
  public static DatabaseWait told(Duration longest) {
    return new DatabaseWait(longest, System.err::println);
  }

  boolean isNone() {
    return longest.isZero();
  }

  /**
   * A connection, as soon as there is one.
   *
   * @param address shown to people: {@code host:port}
   * @throws SQLException what waiting does not mend
   * @throws Failed when the time is over
   */
  Connection until(String address, Attempt attempt) throws SQLException {
    long began = System.nanoTime();
    String told = "";
    while (true) {
      Duration left = longest.minusNanos(System.nanoTime() - began);
      try {
        Connection connection = attempt.connect(shorter(left, LONGEST_ATTEMPT));
        if (!told.isEmpty()) {
          tell.accept("The database at " + address + " answers.");
        }
        return connection;
      } catch (SQLException problem) {
        if (!isNotYet(problem)) {
          throw problem;
        }
        String reason = reason(problem);
        left = longest.minusNanos(System.nanoTime() - began);
        if (left.compareTo(BETWEEN_ATTEMPTS) <= 0) {
          throw new Failed(
              problem,
              "The database at %s did not answer within %d s: %s. %s, then repeat this command.",
              address,
              longest.toSeconds(),
              reason,
              NO_CONNECTION_LEFT.equals(problem.getSQLState())
                  ? "Raise its max_connections, or end what holds them (servers hold cohorts ×"
                      + " POOL_SIZE + 2 each)"
                  : "Start it, or put DATABASE_HOST and DATABASE_PORT right");
        }
        if (!reason.equals(told)) {
          tell.accept(
              "Waiting up to %d s for the database at %s: %s."
                  .formatted(left.toSeconds(), address, reason));
          told = reason;
        }
        pause();
      }
    }
  }

  /** Whether a failure to connect says that the database is not there yet. */
  static boolean isNotYet(SQLException problem) {
    String state = problem.getSQLState();
    if (state == null) {
      return false;
    }
    // Of lost connections only those that the network lost: the driver says the same of TLS.
    return NOT_YET.contains(state) || (state.equals(CONNECTION_LOST) && isOfTheNetwork(problem));
  }

  private static boolean isOfTheNetwork(Throwable problem) {
    Throwable root = root(problem);
    return root instanceof EOFException
        || root instanceof SocketException
        || root instanceof SocketTimeoutException;
  }

  private static String reason(SQLException problem) {
    Throwable root = root(problem);
    if (root instanceof UnknownHostException) {
      return "its name cannot be resolved";
    }
    String message = root.getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.isEmpty() ? "no answer" : line.replaceFirst("\\.$", "");
  }

  private static Throwable root(Throwable problem) {
    Throwable root = problem;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failed(interrupted, "waiting for the database was interrupted");
    }
  }
}
