package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.database.Gateways;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
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
  // Both settings are the transaction's own (`true`): commit and rollback undo them, in the
  // database itself, also behind a pooler. Values come from the registry and are bound.
  private static final String ACT_AS =
      "select set_config('search_path', ?, true), set_config('role', ?, true)";

  private final Gateways gateways;
  private final Map<Integer, Jdbi> byCohort = new ConcurrentHashMap<>();

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
   */
  public <T> T inTenant(Tenant tenant, Work<T> work) {
    return transaction(tenant.cohort(), tenant, work);
  }

  /**
   * Runs the work in one transaction that acts for no organisation: it can read the registry and
   * claim jobs, nothing else.
   *
   * @throws DatabaseUnavailable as above
   */
  public <T> T shared(Work<T> work) {
    return transaction(Gateways.FIRST_COHORT, null, work);
  }

  private <T> T transaction(int cohort, @Nullable Tenant tenant, Work<T> work) {
    try (Handle handle = jdbi(cohort).open()) {
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
      statement.setString(1, tenant.schema());
      statement.setString(2, tenant.role());
      statement.execute();
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

  private Jdbi jdbi(int cohort) {
    return byCohort.computeIfAbsent(cohort, number -> WithoutValues.jdbi(gateways.pool(number)));
  }
}
