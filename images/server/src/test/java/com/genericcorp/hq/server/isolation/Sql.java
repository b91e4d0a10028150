package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.server.tenancy.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** SQL of an attacker's own choosing, as if some path let it through. */
final class Sql {
  static final String DENIED = "42501";

  private Sql() {}

  /** Runs statements in one transaction of the organisation; {@code %1$s} in them is its mark. */
  static void inTenant(Ground ground, Tenant tenant, String... statements) {
    ground.installation.tenants.inTenant(
        tenant,
        handle -> {
          try (Statement statement = handle.getConnection().createStatement()) {
            for (String sql : statements) {
              statement.execute(sql.replace("%1$s", Ground.mark(tenant)));
            }
          } catch (SQLException problem) {
            throw new IllegalStateException(problem);
          }
          return null;
        });
  }

  /** The first column of the first row of a query in a transaction of the organisation. */
  static String value(Ground ground, Tenant tenant, String sql) {
    return ground.installation.tenants.inTenant(
        tenant,
        handle -> {
          try {
            return first(handle.getConnection(), sql);
          } catch (SQLException problem) {
            throw new IllegalStateException(problem);
          }
        });
  }

  /** The same without an organisation, on the idle connection of a cohort's pool. */
  static String idle(Ground ground, int cohort, String sql) {
    try (Connection connection = ground.installation.gateways.pool(cohort).getConnection()) {
      return first(connection, sql);
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /** Statements in one organisation's transaction, the last of which must be denied. */
  static void denied(Ground ground, Tenant tenant, String... statements) {
    refused(DENIED, () -> inTenant(ground, tenant, statements));
  }

  /** An attempt must fail with an SQLSTATE that begins so. */
  static void refused(String state, ThrowingCallable attempt) {
    assertThatThrownBy(attempt).satisfies(problem -> assertThat(state(problem)).startsWith(state));
  }

  private static String state(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure) {
        return failure.getSQLState();
      }
    }
    return problem.toString();
  }
}
