package com.genericcorp.hq.server.jobs;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sums usage by day and month (UTC). Days that are open are computed anew each time; a day is
 * closed when it ended 25 hours before. What is recorded of a closed day later has it summed again
 * ({@code usage_late}), and none of it is counted twice. Each day is a transaction: killed
 * anywhere, the next run goes on.
 */
public final class RollUp {
  private static final String SUMS =
      "sum(h.api_calls) as api_calls, sum(h.task_runs) as task_runs,"
          + " sum(h.task_seconds) as task_seconds, max(h.storage_bytes) as storage_bytes";

  // By organisation, as the key of the hours has it: never a scan of all hours.
  private static final String DAY =
      """
      insert into public.usage_days
        select t.id, :day, u.api_calls, u.task_runs, u.task_seconds, u.storage_bytes
          from public.tenants t cross join lateral (
            select %s from public.usage_hours h
             where h.tenant_id = t.id and h.hour >= cast(:day as timestamp) at time zone 'UTC'
               and h.hour < cast(:day + 1 as timestamp) at time zone 'UTC'
            having count(*) > 0) u
      on conflict (tenant_id, day) do update
        set api_calls = excluded.api_calls, task_runs = excluded.task_runs,
            task_seconds = excluded.task_seconds, storage_bytes = excluded.storage_bytes
      """
          .formatted(SUMS);

  private static final String MONTHS =
      """
      insert into public.usage_months
        select h.tenant_id, :month, %s from public.usage_days h
          join public.tenants t on t.id = h.tenant_id
         where h.day >= :month and h.day < (:month + interval '1 month')
           and (cast(:tenants as jsonb) is null or cast(:tenants as jsonb) @> to_jsonb(t.id))
         group by h.tenant_id
      on conflict (tenant_id, month) do update
        set api_calls = excluded.api_calls, task_runs = excluded.task_runs,
            task_seconds = excluded.task_seconds, storage_bytes = excluded.storage_bytes
      """
          .formatted(SUMS);

  // Of a day whose old hours may be gone, what came late is added and then gone, too.
  private static final String LATE =
      """
      with late as (
        select l.tenant_id, l.day, l.day < r.hours_from as is_added
          from jsonb_to_recordset(cast(:late as jsonb)) as l (tenant_id text, day date)
         cross join public.usage_roll_up r
      ), hours as (
        select l.tenant_id, l.day, l.is_added, %s
          from late l join public.usage_hours h on h.tenant_id = l.tenant_id
           and h.hour >= cast(l.day as timestamp) at time zone 'UTC'
           and h.hour < cast(l.day + 1 as timestamp) at time zone 'UTC'
         group by l.tenant_id, l.day, l.is_added
      ), added as (
        delete from public.usage_hours h using late l
         where l.is_added and h.tenant_id = l.tenant_id
           and h.hour >= cast(l.day as timestamp) at time zone 'UTC'
           and h.hour < cast(l.day + 1 as timestamp) at time zone 'UTC'
      )
      insert into public.usage_days as d
        select h.tenant_id, h.day, h.api_calls + coalesce(b.api_calls, 0),
               h.task_runs + coalesce(b.task_runs, 0),
               h.task_seconds + coalesce(b.task_seconds, 0),
               greatest(h.storage_bytes, b.storage_bytes)
          from hours h left join public.usage_days b
            on h.is_added and b.tenant_id = h.tenant_id and b.day = h.day
      on conflict (tenant_id, day) do update
        set api_calls = excluded.api_calls, task_runs = excluded.task_runs,
            task_seconds = excluded.task_seconds, storage_bytes = excluded.storage_bytes
      """
          .formatted(SUMS);

  private static final int LATE_AT_ONCE = 1_000;

  /**
   * What was computed.
   *
   * @param days of one organisation each
   * @param lateDays closed ones that were summed again
   * @param openFrom the first day that is computed again next time, as ISO-8601 has it
   */
  public record Rolled(int days, int lateDays, String openFrom) {}

  private record Span(LocalDate first, LocalDate last, LocalDate openFrom) {}

  private record LateDay(String tenantId, LocalDate day) {}

  private final TenantAdministration tenants;

  public RollUp(TenantAdministration tenants) {
    this.tenants = tenants;
  }

  /** Computes what is open and what has come late. */
  public Rolled run() {
    Span span = tenants.asOwner(RollUp::span);
    int days = 0;
    Set<YearMonth> months = new TreeSet<>();
    for (LocalDate day = span.first; !day.isAfter(span.last); day = day.plusDays(1)) {
      LocalDate one = day;
      days += tenants.asOwner(handle -> day(handle, one));
      months.add(YearMonth.from(day));
    }
    for (YearMonth month : months) {
      int unused = tenants.asOwner(handle -> month(handle, month, null));
    }
    int unused = tenants.asOwner(handle -> close(handle, span.openFrom));
    int late = 0;
    int some;
    do {
      some = tenants.asOwner(handle -> late(handle, LATE_AT_ONCE));
      late += some;
    } while (some == LATE_AT_ONCE);
    return new Rolled(days, late, span.openFrom.toString());
  }

  /** The days that are open now, by the database's clock. */
  private static Span span(Handle handle) {
    return handle
        .createQuery(
            """
            select coalesce(
                     case when r.open_from = '-infinity'
                       then (select (min(hour) at time zone 'UTC')::date from public.usage_hours)
                       else r.open_from end,
                     n.today) as first,
                   n.today as last, n.open_from
              from public.usage_roll_up r cross join (
                select (now() at time zone 'UTC')::date as today,
                       ((now() - interval '25 hours') at time zone 'UTC')::date as open_from) n
            """)
        .map(
            (row, context) ->
                new Span(
                    row.getObject("first", LocalDate.class),
                    row.getObject("last", LocalDate.class),
                    row.getObject("open_from", LocalDate.class)))
        .one();
  }

  private static int day(Handle handle, LocalDate day) {
    alone(handle);
    return handle.createUpdate(DAY).bind("day", day).execute();
  }

  private static int month(Handle handle, YearMonth month, @Nullable String tenants) {
    alone(handle);
    return handle
        .createUpdate(MONTHS)
        .bind("month", month.atDay(1))
        .bind("tenants", tenants)
        .execute();
  }

  private static int close(Handle handle, LocalDate openFrom) {
    return handle.execute(
        "update public.usage_roll_up set open_from = greatest(open_from, ?)", openFrom);
  }

  /**
   * Sums closed days again of which something came late, in the caller's transaction.
   *
   * @return how many
   */
  static int late(Handle handle, int most) {
    alone(handle);
    // Whoever is just adding to one of these has its word of it locked: it is waited for here, and
    // the statements after this one see what was added.
    List<LateDay> late =
        handle
            .createQuery(
                """
                delete from public.usage_late l using (
                  select tenant_id, day from public.usage_late order by tenant_id, day limit :most
                ) named
                 where l.tenant_id = named.tenant_id and l.day = named.day
                returning l.tenant_id, l.day
                """)
            .bind("most", most)
            .map(
                (row, context) ->
                    new LateDay(row.getString("tenant_id"), row.getObject("day", LocalDate.class)))
            .list();
    if (late.isEmpty()) {
      return 0;
    }
    int unused =
        handle
            .createUpdate(LATE)
            .bind(
                "late",
                Json.print(
                    late.stream()
                        .map(one -> Map.of("tenant_id", one.tenantId, "day", one.day.toString()))
                        .toList()))
            .execute();
    Set<YearMonth> months = new TreeSet<>();
    late.forEach(one -> months.add(YearMonth.from(one.day)));
    for (YearMonth month : months) {
      List<String> whose =
          late.stream()
              .filter(one -> YearMonth.from(one.day).equals(month))
              .map(LateDay::tenantId)
              .distinct()
              .toList();
      unused = month(handle, month, Json.print(whose));
    }
    return late.size();
  }

  /** Of several at once each waits for the others' transactions: none writes sums that are old. */
  static void alone(Handle handle) {
    handle.execute("select from public.usage_roll_up for update");
  }
}
