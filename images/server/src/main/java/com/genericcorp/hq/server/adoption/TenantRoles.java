package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Organisations' roles, made and dropped by their cohort's provisioner; both may be repeated. */
final class TenantRoles {
  private final Administration administration;
  private final int cohort;

  TenantRoles(Administration administration, int cohort) {
    this.administration = administration;
    this.cohort = cohort;
  }

  /** The cohort whose gateway may take the organisation's role, where a killed attempt made it. */
  static Optional<Integer> cohortOf(Connection migrator, String role) throws SQLException {
    String sql =
        "select c.id from public.cohorts c join pg_catalog.pg_roles g on g.rolname = c.gateway"
            + " join pg_catalog.pg_auth_members m on m.member = g.oid"
            + " join pg_catalog.pg_roles r on r.oid = m.roleid where r.rolname = ?";
    try (PreparedStatement statement = migrator.prepareStatement(sql)) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getInt(1)) : Optional.empty();
      }
    }
  }

  void make(String tenantId) throws SQLException {
    String role = administration.names().tenant(tenantId);
    try (Connection provisioner = administration.asProvisioner(cohort)) {
      if (!exists(provisioner, role)) {
        provisioner.setAutoCommit(false);
        run(
            provisioner,
            "create role " + role + " nologin",
            "grant "
                + role
                + " to "
                + administration.names().gateway(cohort)
                + " with inherit false, set true");
        provisioner.commit();
      }
    }
  }

  void drop(String tenantId) throws SQLException {
    String role = administration.names().tenant(tenantId);
    try (Connection provisioner = administration.asProvisioner(cohort)) {
      if (exists(provisioner, role)) {
        run(provisioner, "drop role " + role);
      }
    }
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select from pg_catalog.pg_roles where rolname = ?")) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
