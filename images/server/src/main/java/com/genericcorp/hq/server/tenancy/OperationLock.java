package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One command at a time changes an organisation. The lock is a PostgreSQL session's, so that a
 * killed command gives it back; a row beside it says who holds it, for what and since when.
 */
public final class OperationLock implements AutoCloseable {
  // Between taking the lock and writing who has it another may look.
  private static final int LOOKS = 20;
  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private final Connection connection;
  private final long key;

  private OperationLock(Connection connection, long key) {
    this.connection = connection;
    this.key = key;
  }

  /** Who works on an organisation. */
  public record Holder(String what, String actor, long process, Instant since) {
    /** {@code is being exported by ada@host since 2026-11-30T12:03:11Z (process 4711)}. */
    public String sentence() {
      return "is being %s by %s since %s (process %d)"
          .formatted(what, actor, since.truncatedTo(ChronoUnit.SECONDS), process);
    }
  }

  /**
   * Takes the lock of an organisation.
   *
   * @param what is done with it, as in "is being …": {@code exported}
   * @throws Failed when somebody else has it
   */
  public static OperationLock take(
      Administration administration, Tenant tenant, String what, Operator operator) {
    return take(administration, TenantLocks.operation(tenant.id()), tenant.slug(), what, operator);
  }

  /** Takes the lock of a name that is to become an organisation's. */
  public static OperationLock take(
      Administration administration, Slug slug, String what, Operator operator) {
    return take(administration, TenantLocks.operationOn(slug), slug.value(), what, operator);
  }

  /** Who works on the organisation now; empty when nobody does. */
  public static Optional<Holder> holder(Connection migrator, Tenant tenant) throws SQLException {
    return holder(migrator, TenantLocks.operation(tenant.id()));
  }

  private static OperationLock take(
      Administration administration, long key, String slug, String what, Operator operator) {
    try {
      Connection connection = administration.asMigrator();
      try {
        if (!tried(connection, key)) {
          throw new Failed(
              "Organisation '%s' %s: wait until that is done, or end it, then repeat this command.",
              slug, seen(connection, key));
        }
        write(connection, key, what, operator);
        return new OperationLock(connection, key);
      } catch (SQLException | RuntimeException problem) {
        connection.close();
        throw problem;
      }
    } catch (SQLException problem) {
      throw Administration.failed("locking organisation '" + slug + "'", problem);
    }
  }

  /** The session that holds the lock, as the migrator in auto-commit, for work that needs one. */
  public Connection connection() {
    return connection;
  }

  /**
   * Sees that the lock is still held: a long operation asks before what cannot be undone.
   *
   * @throws Failed when its connection was lost, and with it the lock
   */
  public void requireHeld() {
    try {
      if (holder(connection, key).isPresent()) {
        return;
      }
    } catch (SQLException lost) {
      throw new Failed(
          lost, "The connection that held the organisation's lock was lost: repeat this command.");
    }
    throw new Failed("The organisation's lock was lost: repeat this command.");
  }

  private static boolean tried(Connection connection, long key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static void write(Connection connection, long key, String what, Operator operator)
      throws SQLException {
    String sql =
        "insert into public.tenant_operations (lock_key, what, actor, process)"
            + " values (?, ?, ?, ?) on conflict (lock_key) do update set what = excluded.what,"
            + " actor = excluded.actor, process = excluded.process, backend = excluded.backend,"
            + " since = excluded.since";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      statement.setString(2, what);
      statement.setString(3, operator.name());
      statement.setLong(4, ProcessHandle.current().pid());
      statement.execute();
    }
  }

  private static String seen(Connection connection, long key) throws SQLException {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Holder> holder = holder(connection, key);
      if (holder.isPresent()) {
        return holder.get().sentence();
      }
      try {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return "is being changed by somebody else";
  }

  private static Optional<Holder> holder(Connection connection, long key) throws SQLException {
    // What a killed command wrote is still there, but its lock is not.
    String sql =
        "select o.what, o.actor, o.process, o.since from public.tenant_operations o"
            + " where o.lock_key = ? and exists (select from pg_catalog.pg_locks l"
            + " join pg_catalog.pg_database d on d.oid = l.database"
            + " where l.locktype = 'advisory' and l.granted and l.pid = o.backend and l.objsubid = 1"
            + " and d.datname = current_database()"
            + " and l.classid::bigint << 32 | l.objid::bigint = o.lock_key)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Holder(
                    row.getString("what"),
                    row.getString("actor"),
                    row.getLong("process"),
                    Columns.instant(row, "since")))
            : Optional.empty();
      }
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    // The row first: without it nobody is taken for the holder. The session's end frees the lock.
    try (connection;
        PreparedStatement statement =
            connection.prepareStatement(
                "delete from public.tenant_operations where lock_key = ?")) {
      statement.setLong(1, key);
      statement.execute();
    } catch (SQLException lost) {
      // The connection is gone, and the lock with it; the row alone says nothing.
      return;
    }
  }
}
