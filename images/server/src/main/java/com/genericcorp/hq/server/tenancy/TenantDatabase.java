package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.database.Databases;
import com.genericcorp.hq.server.database.Gateways;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The one way to an organisation's data: a transaction that acts as the organisation's role, in its
 * schema, and stops to do so when it ends, however it ends. Before and after, the connection's
 * login may read nothing of any organisation, so a forgotten or a reused connection shows nothing.
 */
public final class TenantDatabase {
  // Lock and settings are the transaction's own (`true`): commit and rollback undo them, in the
  // database itself, also behind a pooler. Values come from the registry and are bound. The lock
  // hinders nobody: by it a suspension finds who acts for the organisation.
  private static final String ACT_AS =
      "select pg_advisory_xact_lock_shared(?),"
          + " set_config('search_path', ?, true), set_config('role', ?, true)";

  // Not a member of the role, or no such role: of a suspended organisation, or one that is gone.
  private static final Set<String> ROLE_REFUSED = Set.of("42501", "22023");

  // Cancelled, or its connection ended by an operator: by a suspension, if there is one.
  private static final Set<String> BROKEN_OFF = Set.of("57014", "57P01");

  private final Gateways gateways;
  private final Map<Home, Jdbi> byHome = new ConcurrentHashMap<>();

  /** The pool that organisations share. */
  private record Home(String database, int cohort) {
    static final Home REGISTRY = new Home(Databases.MAIN, Gateways.FIRST_COHORT);

    static Home of(Tenant tenant) {
      return new Home(tenant.database(), tenant.cohort());
    }
  }

  /** The database does not let the login act as the organisation. */
  private static final class RoleRefused extends RuntimeException {
    RoleRefused(SQLException cause) {
      super("the organisation's role was refused", cause);
    }
  }

  public TenantDatabase(Gateways gateways) {
    this.gateways = gateways;
  }

  /** What is done in a transaction. SQL names tables without a schema and binds every value. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Handle handle);
  }

  /**
   * Runs the work in one transaction as the organisation, and commits it.
   *
   * @throws DatabaseUnavailable when the connection is lost or none can be had; the transaction may
   *     then have been committed only if it was lost during the commit itself
   * @throws NotServed when the organisation is suspended, or gone; nothing was committed then
   */
  public <T> T inTenant(Tenant tenant, Work<T> work) {
    if (tenant.suspended()) {
      throw new NotServed(tenant, false);
    }
    try {
      return transaction(Home.of(tenant), tenant, work);
    } catch (RoleRefused refused) {
      requireServed(tenant);
      // It has just been resumed; the work had not begun.
      return transaction(Home.of(tenant), tenant, work);
    } catch (DatabaseUnavailable away) {
      if (brokenOff(away)) {
        requireServed(tenant);
      }
      throw away;
    }
  }

  /** Sees in the registry, as it is now, that the organisation is served. */
  private void requireServed(Tenant tenant) {
    Optional<String> status =
        shared(
            handle ->
                handle
                    .select("select status from public.tenants where id = ?", tenant.id())
                    .mapTo(String.class)
                    .findOne());
    if (!status.equals(Optional.of("active"))) {
      throw new NotServed(tenant, status.isEmpty());
    }
  }

  private static boolean brokenOff(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure
          && BROKEN_OFF.contains(String.valueOf(failure.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs the work in one transaction that acts for no organisation: it can read the registry and
   * claim jobs, nothing else.
   *
   * @throws DatabaseUnavailable as above
   */
  public <T> T shared(Work<T> work) {
    return transaction(Home.REGISTRY, null, work);
  }

  private <T> T transaction(Home home, @Nullable Tenant tenant, Work<T> work) {
    try (Handle handle = jdbi(home).open()) {
      handle.begin();
      try {
        if (tenant != null) {
          actAs(handle.getConnection(), tenant);
        }
        T result = work.run(handle);
        handle.commit();
        return result;
      } catch (RuntimeException | SQLException | Error problem) {
        rollback(handle, problem);
        throw problem;
      }
    } catch (JdbiException | SQLException problem) {
      throw DatabaseUnavailable.in(problem)
          .map(away -> (RuntimeException) away)
          .orElseGet(() -> asUnchecked(problem));
    }
  }

  private static void actAs(Connection connection, Tenant tenant) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACT_AS)) {
      statement.setLong(1, TenantLocks.acting(tenant.id()));
      statement.setString(2, tenant.schema());
      statement.setString(3, tenant.role());
      statement.execute();
    } catch (SQLException problem) {
      if (ROLE_REFUSED.contains(String.valueOf(problem.getSQLState()))) {
        throw new RoleRefused(problem);
      }
      throw problem;
    }
  }

  private static void rollback(Handle handle, Throwable problem) {
    try {
      handle.rollback();
    } catch (RuntimeException lost) {
      // The connection is gone, and with it the transaction; the pool throws it away.
      problem.addSuppressed(lost);
    }
  }

  private static RuntimeException asUnchecked(Exception problem) {
    return problem instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("the transaction failed", problem);
  }

  private Jdbi jdbi(Home home) {
    return byHome.computeIfAbsent(
        home, wanted -> WithoutValues.jdbi(gateways.pool(wanted.database(), wanted.cohort())));
  }
}
