package com.genericcorp.hq.server.usage;

import com.genericcorp.hq.server.database.Columns;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What an organisation has used; the call is given a transaction that acts as it. */
public final class UsageHistory {
  /**
   * The use of one hour or day.
   *
   * @param from its beginning
   * @param storageBytes the most that was measured in it; 0 when nothing was
   */
  public record Item(
      Instant from, long apiCalls, long taskRuns, double taskSeconds, long storageBytes) {}

  private static final String COUNTS = ", api_calls, task_runs, task_seconds, storage_bytes from ";
  private static final String HOURS =
      "select hour as start" + COUNTS + "public.own_usage(:from, :to)";

  // Days stay longer than the hours that they are the sums of.
  private static final String DAYS =
      "select day::timestamp at time zone 'UTC' as start"
          + COUNTS
          + "public.own_days((:from at time zone 'UTC')::date, (:to at time zone 'UTC')::date)";

  private UsageHistory() {}

  /**
   * The use between two times, an item for each period, also where nothing was used.
   *
   * @param from the start of a period
   * @param to the start of a period, exclusive
   */
  public static List<Item> read(Handle handle, Period period, Instant from, Instant to) {
    Map<Instant, Item> used = new HashMap<>();
    handle
        .createQuery(period == Period.HOUR ? HOURS : DAYS)
        .bind("from", OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
        .bind("to", OffsetDateTime.ofInstant(to, ZoneOffset.UTC))
        .map(
            (row, context) ->
                new Item(
                    Columns.instant(row, "start"),
                    row.getLong("api_calls"),
                    row.getLong("task_runs"),
                    row.getDouble("task_seconds"),
                    row.getLong("storage_bytes")))
        .forEach(item -> used.put(item.from(), item));
    List<Item> items = new ArrayList<>();
    for (Instant start = from; start.isBefore(to); start = period.plus(start, 1)) {
      items.add(used.getOrDefault(start, new Item(start, 0, 0, 0, 0)));
    }
    return items;
  }
}
