package com.genericcorp.hq.server.lifecycle;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.RoleNames;
import com.genericcorp.hq.server.tasks.RunningTasks;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Stops serving an organisation, and takes it up again. The database does it: in the transaction
 * that changes the status the gateway loses (or gets back) the organisation's role, so that from
 * its commit on no connection of any server can act for the organisation, whatever the server
 * remembers, of whichever build it is. Safe to kill and to repeat.
 */
public final class Suspension {
  private static final int LONGEST_REASON = 200;
  private static final String LOCK_TIMEOUT = "set local lock_timeout = '10s'";

  private final Administration administration;
  private final RoleNames names;
  private final TenantAdministration tenants;
  private final Operator operator;

  public Suspension(
      Administration administration, TenantAdministration tenants, Operator operator) {
    this.administration = administration;
    this.names = administration.names();
    this.tenants = tenants;
    this.operator = operator;
  }

  /**
   * What a suspension did.
   *
   * @param changed false when the organisation was suspended already
   * @param cancelled transactions that were under way and were broken off
   * @param terminated connections that had to be ended for it
   * @param tasksReturned running tasks that are queued now
   */
  public record Suspended(boolean changed, int cancelled, int terminated, int tasksReturned) {}

  /**
   * Suspends the organisation and breaks off what is under way for it.
   *
   * @param held the organisation's lock
   * @param reason why, for operators; may be empty
   * @throws InvalidInput when it is the probe, or the reason cannot be shown
   * @throws Failed when the database does not do it
   */
  public Suspended suspend(OperationLock held, Tenant tenant, String reason) {
    if (tenant.slug().equals(Slug.PROBE.value())) {
      throw new InvalidInput(
          "'%s' is the environment's own organisation, by which it is checked: it cannot be"
              + " suspended.",
          tenant.slug());
    }
    if (reason.length() > LONGEST_REASON || reason.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(
          "--reason has at most %d characters, none of them a control character.", LONGEST_REASON);
    }
    try {
      boolean changed = suspendRole(tenant, reason);
      ActingBackends.Stopped stopped = new ActingBackends(held.connection(), names, tenant).stop();
      int returned =
          tenants.asOwner(
              tenant,
              handle -> {
                handle.execute(LOCK_TIMEOUT);
                return RunningTasks.giveBackAll(handle, tenant, "the organisation was suspended");
              });
      return new Suspended(changed, stopped.cancelled(), stopped.terminated(), returned);
    } catch (SQLException problem) {
      throw Administration.failed("suspending organisation '" + tenant.slug() + "'", problem);
    }
  }

  /**
   * Serves the organisation again.
   *
   * @param held the organisation's lock
   * @return false when it was not suspended
   */
  public boolean resume(OperationLock held, Tenant tenant) {
    held.requireHeld();
    try (Connection provisioner = administration.asProvisioner(tenant.cohort())) {
      return changed(
          provisioner,
          tenant,
          "active",
          null,
          "grant %s to %s with inherit false, set true"
              .formatted(tenant.role(), names.gateway(tenant.cohort())));
    } catch (SQLException problem) {
      throw Administration.failed("resuming organisation '" + tenant.slug() + "'", problem);
    }
  }

  private boolean suspendRole(Tenant tenant, String reason) throws SQLException {
    try (Connection provisioner = administration.asProvisioner(tenant.cohort())) {
      return changed(
          provisioner,
          tenant,
          "suspended",
          reason,
          "revoke %s from %s".formatted(tenant.role(), names.gateway(tenant.cohort())));
    }
  }

  /** Status, record and right in one transaction, the right also where the status is so already. */
  private boolean changed(
      Connection provisioner, Tenant tenant, String status, @Nullable String reason, String right)
      throws SQLException {
    provisioner.setAutoCommit(false);
    try (Statement statement = provisioner.createStatement()) {
      statement.execute(LOCK_TIMEOUT);
      statement.execute("set local role " + names.owner());
      boolean changed = write(provisioner, tenant, status, reason);
      statement.execute("reset role");
      statement.execute(right);
      requireRight(provisioner, tenant, status.equals("active"));
      provisioner.commit();
      return changed;
    } catch (SQLException | RuntimeException problem) {
      provisioner.rollback();
      throw problem;
    }
  }

  private boolean write(
      Connection provisioner, Tenant tenant, String status, @Nullable String reason)
      throws SQLException {
    // One statement: the record is there if and only if the status changed.
    String sql =
        "with changed as (update public.tenants set status = ?, status_since = clock_timestamp(),"
            + " status_reason = ? where id = ? and status <> ? returning id, slug)"
            + " insert into public.tenant_events (tenant_id, slug, actor, kind, detail)"
            + " select id, slug, ?, ?, ? from changed";
    try (PreparedStatement statement = provisioner.prepareStatement(sql)) {
      statement.setString(1, status);
      statement.setString(2, reason);
      statement.setString(3, tenant.id());
      statement.setString(4, status);
      statement.setString(5, operator.name());
      statement.setString(
          6, status.equals("active") ? TenantEvents.RESUMED : TenantEvents.SUSPENDED);
      statement.setString(7, reason == null ? "" : reason);
      return statement.executeUpdate() > 0;
    }
  }

  /** A right that somebody else granted would outlive our revoking it. */
  private void requireRight(Connection provisioner, Tenant tenant, boolean wanted)
      throws SQLException {
    String gateway = names.gateway(tenant.cohort());
    String sql = "select pg_catalog.pg_has_role(?, ?, 'SET')";
    try (PreparedStatement statement = provisioner.prepareStatement(sql)) {
      statement.setString(1, gateway);
      statement.setString(2, tenant.role());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getBoolean(1) != wanted) {
          throw new Failed(
              "The login %s %s the role %s by another's grant than its provisioner's; nothing was"
                  + " changed: see pg_auth_members.",
              gateway, wanted ? "does not get" : "keeps", tenant.role());
        }
      }
    }
  }
}
