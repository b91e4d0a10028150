package com.genericcorp.hq.server.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many connections some pools may have together. Each pool has its own bound, but pools are as
 * many as cohorts, and a database that has no connection left refuses everybody, {@code /ready} and
 * {@code migrate} included.
 */
final class ConnectionPlaces {
  // A pool asks again and again while somebody waits for it.
  private static final long WAIT_MILLIS = 500;
  private static final Set<String> ENDINGS = Set.of("close", "abort");

  private final int most;
  private final Semaphore free;
  private final Runnable makeRoom;

  /** Makes one connection. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /**
   * @param makeRoom closes connections that nobody uses; called when there is no place left
   */
  ConnectionPlaces(int most, Runnable makeRoom) {
    this.most = most;
    this.free = new Semaphore(most);
    this.makeRoom = makeRoom;
  }

  /**
   * A connection that takes a place until it is closed.
   *
   * @throws SQLTransientConnectionException when all places stay taken
   */
  Connection take(Opening opening) throws SQLException {
    if (!free.tryAcquire()) {
      makeRoom.run();
      await();
    }
    try {
      return giving(opening.open());
    } catch (SQLException | RuntimeException | Error problem) {
      free.release();
      throw problem;
    }
  }

  private void await() throws SQLTransientConnectionException {
    try {
      if (free.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new SQLTransientConnectionException(
        "all " + most + " connections that this process may have to the database are in use");
  }

  private Connection giving(Connection connection) {
    AtomicBoolean taken = new AtomicBoolean(true);
    return (Connection)
        Proxy.newProxyInstance(
            ConnectionPlaces.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException problem) {
                throw problem.getTargetException();
              } finally {
                if (ENDINGS.contains(method.getName()) && taken.compareAndSet(true, false)) {
                  free.release();
                }
              }
            });
  }
}
