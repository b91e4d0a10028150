package com.genericcorp.hq.server.usage;

import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/**
 * One organisation's use of a month (UTC), as an operator bills it.
 *
 * @param storageBytes the most that was measured; 0 when nothing was
 */
public record MonthlyUsage(
    String slug,
    String name,
    String tier,
    long apiCalls,
    long taskRuns,
    double taskSeconds,
    long storageBytes) {

  /** All organisations by slug, those without use included; the probe is nobody's bill. */
  public static List<MonthlyUsage> list(TenantAdministration tenants, YearMonth month) {
    return tenants.asOwner(
        handle ->
            handle
                .createQuery(
                    """
                    select t.slug, t.name, t.tier, coalesce(sum(u.api_calls), 0) as api_calls,
                           coalesce(sum(u.task_runs), 0) as task_runs,
                           coalesce(sum(u.task_seconds), 0) as task_seconds,
                           coalesce(max(u.storage_bytes), 0) as storage_bytes
                      from public.tenants t
                      left join public.usage_hours u
                        on u.tenant_id = t.id and u.hour >= :from and u.hour < :until
                     where t.slug <> :probe
                     group by t.id
                     order by t.slug
                    """)
                .bind("from", start(month.atDay(1)))
                .bind("until", start(month.plusMonths(1).atDay(1)))
                .bind("probe", Slug.PROBE.value())
                .map(
                    (row, context) ->
                        new MonthlyUsage(
                            row.getString("slug"),
                            row.getString("name"),
                            row.getString("tier"),
                            row.getLong("api_calls"),
                            row.getLong("task_runs"),
                            row.getDouble("task_seconds"),
                            row.getLong("storage_bytes")))
                .list());
  }

  private static OffsetDateTime start(LocalDate day) {
    return day.atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
