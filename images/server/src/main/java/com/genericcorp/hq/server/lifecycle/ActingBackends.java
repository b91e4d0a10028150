package com.genericcorp.hq.server.lifecycle;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.RoleNames;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantLocks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The database's processes that act for an organisation as its gateway, whichever server they
 * belong to: found by the lock that every such transaction takes, or by its locks on the
 * organisation's tables, which those of older builds have, too. An operator's own work on the same
 * tables is another login's and is left alone.
 */
final class ActingBackends {
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long BETWEEN_LOOKS_MILLIS = 40;
  private static final int LOOKS_AT_NOTHING = 2;

  private static final String FOUND =
      "select distinct a.pid from pg_catalog.pg_locks l"
          + " join pg_catalog.pg_stat_activity a on a.pid = l.pid"
          + " left join pg_catalog.pg_class c on l.locktype = 'relation' and c.oid = l.relation"
          + " where a.datname = current_database() and a.usename = ?"
          + " and (c.relnamespace = to_regnamespace(?) or (l.locktype = 'advisory'"
          + " and l.objsubid = 1 and l.classid::bigint << 32 | l.objid::bigint = ?))";

  private final Connection migrator;
  private final String gateway;
  private final Tenant tenant;

  /**
   * Of one organisation.
   *
   * @param migrator a connection as the migrator, in auto-commit
   */
  ActingBackends(Connection migrator, RoleNames names, Tenant tenant) {
    this.migrator = migrator;
    this.gateway = names.gateway(tenant.cohort());
    this.tenant = tenant;
  }

  /** How many were cancelled, and how many of them were ended as they did not stop. */
  record Stopped(int cancelled, int terminated) {}

  /**
   * Cancels what they do and ends those that are still there a quarter of a second later, until
   * there are none. New ones must not be able to come.
   *
   * @throws Failed when some are there after 5 s
   */
  Stopped stop() throws SQLException {
    long begun = System.nanoTime();
    int cancelled = 0;
    int terminated = 0;
    int nothing = 0;
    while (nothing < LOOKS_AT_NOTHING) {
      Duration passed = Duration.ofNanos(System.nanoTime() - begun);
      if (passed.compareTo(LONGEST) > 0) {
        throw new Failed(
            "Organisation '%s' is suspended, but what was under way for it does not end: look for"
                + " its locks in pg_locks, then repeat this command.",
            tenant.slug());
      }
      if (!any()) {
        nothing++;
      } else if (passed.compareTo(PATIENCE) < 0) {
        nothing = 0;
        cancelled = Math.max(cancelled, signal("pg_cancel_backend"));
      } else {
        nothing = 0;
        terminated += signal("pg_terminate_backend");
      }
      pause();
    }
    return new Stopped(cancelled, terminated);
  }

  private boolean any() throws SQLException {
    try (PreparedStatement statement = bound("select from (" + FOUND + ") found limit 1");
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  /**
   * Signals those that are there; says how many. Who may, has the rights of the signalled process's
   * login: the migrator, which made it, gives them to itself for this one transaction, and nobody
   * ever sees it have them.
   */
  private int signal(String how) throws SQLException {
    migrator.setAutoCommit(false);
    try (Statement grant = migrator.createStatement()) {
      grant.execute("grant " + gateway + " to current_user with inherit true, set false");
      try (PreparedStatement statement =
              bound("select count(*) filter (where " + how + "(pid)) from (" + FOUND + ") found");
          ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    } finally {
      migrator.rollback();
      migrator.setAutoCommit(true);
    }
  }

  private PreparedStatement bound(String sql) throws SQLException {
    PreparedStatement statement = migrator.prepareStatement(sql);
    statement.setString(1, gateway);
    statement.setString(2, tenant.schema());
    statement.setLong(3, TenantLocks.acting(tenant.id()));
    return statement;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failed(interrupted, "suspending was interrupted: repeat this command");
    }
  }
}
