package com.genericcorp.hq.server.lifecycle;

import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Columns;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantEvent;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator needs to know of an organisation.
 *
 * @param statusSince when it became active or suspended
 * @param statusReason why it was suspended; null when nobody said
 * @param schemaVersion which of its schema's migrations was the last
 * @param storageMeasuredAt when its size was measured; null when it has not been yet
 * @param operation who works on it now
 * @param events its newest steps, the newest first
 */
public record TenantDetails(
    Tenant tenant,
    Instant createdAt,
    Instant statusSince,
    @Nullable String statusReason,
    int schemaVersion,
    @Nullable Instant storageMeasuredAt,
    Optional<OperationLock.Holder> operation,
    List<TenantEvent> events) {
  private static final int MOST_EVENTS = 50;
  private static final String SELECT =
      "select created_at, coalesce(status_since, created_at) as status_since, status_reason,"
          + " schema_version, storage_measured_at from public.tenants where id = ?";

  /** Reads them. */
  public static TenantDetails of(
      Administration administration, TenantAdministration tenants, Tenant tenant) {
    Optional<OperationLock.Holder> operation = operation(administration, tenant);
    return tenants.asOwner(
        handle -> {
          List<TenantEvent> events = TenantEvents.newest(handle, tenant.id(), MOST_EVENTS);
          return handle
              .select(SELECT, tenant.id())
              .map((row, context) -> details(row, tenant, operation, events))
              .one();
        });
  }

  private static Optional<OperationLock.Holder> operation(
      Administration administration, Tenant tenant) {
    try (Connection migrator = administration.asMigrator()) {
      return OperationLock.holder(migrator, tenant);
    } catch (SQLException problem) {
      throw Administration.failed("reading who is at '" + tenant.slug() + "'", problem);
    }
  }

  private static TenantDetails details(
      ResultSet row,
      Tenant tenant,
      Optional<OperationLock.Holder> operation,
      List<TenantEvent> events)
      throws SQLException {
    return new TenantDetails(
        tenant,
        Columns.instant(row, "created_at"),
        Columns.instant(row, "status_since"),
        row.getString("status_reason"),
        row.getInt("schema_version"),
        Columns.instantOrNull(row, "storage_measured_at"),
        operation,
        events);
  }
}
