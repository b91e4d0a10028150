package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which organisations are listed, by slug.
 *
 * @param status those of this status; null: of any
 * @param tier those of this tier; null: of any
 * @param after those whose slugs come after this text, the last one of the page before
 * @param most as many at the most; null: all
 */
public record TenantFilter(
    Tenant.@Nullable Status status,
    @Nullable String tier,
    @Nullable String after,
    @Nullable Integer most) {
  public static final TenantFilter ALL = new TenantFilter(null, null, null, null);

  public TenantFilter {
    if (most != null && most < 1) {
      throw new InvalidInput("--limit is %d: give at least 1.", most);
    }
  }

  Query query(Handle handle, String columns) {
    return handle
        .createQuery(
            columns
                + " where (:status::text is null or status = :status)"
                + " and (:tier::text is null or tier = :tier)"
                + " and slug > coalesce(:after, '') order by slug limit :most")
        .bind("status", status == null ? null : status.name().toLowerCase(Locale.ROOT))
        .bind("tier", tier)
        .bind("after", after)
        .bind("most", most);
  }
}
