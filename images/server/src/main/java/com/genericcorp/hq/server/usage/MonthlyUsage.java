package com.genericcorp.hq.server.usage;

import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.YearMonth;
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
                    with closed as (
                      select t.id, :until <= r.open_from and not exists (
                               select from public.usage_late l
                                where l.tenant_id = t.id and l.day >= :from and l.day < :until)
                             as is_closed
                        from public.tenants t cross join public.usage_roll_up r
                    ), used as (
                      select m.tenant_id, m.api_calls, m.task_runs, m.task_seconds, m.storage_bytes
                        from public.usage_months m join closed c on c.id = m.tenant_id
                       where m.month = :from and c.is_closed
                      union all
                      select d.tenant_id, d.api_calls, d.task_runs, d.task_seconds, d.storage_bytes
                        from closed c join public.usage_by_day d on d.tenant_id = c.id
                       where d.day >= :from and d.day < :until and not c.is_closed
                    )
                    select t.slug, t.name, t.tier, coalesce(sum(u.api_calls), 0) as api_calls,
                           coalesce(sum(u.task_runs), 0) as task_runs,
                           coalesce(sum(u.task_seconds), 0) as task_seconds,
                           coalesce(max(u.storage_bytes), 0) as storage_bytes
                      from public.tenants t
                      left join used u on u.tenant_id = t.id
                     where t.slug <> :probe
                     group by t.id
                     order by t.slug
                    """)
                .bind("from", month.atDay(1))
                .bind("until", month.plusMonths(1).atDay(1))
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
}
