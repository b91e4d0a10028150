package com.genericcorp.hq.server.jobs;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Removes what is kept for a time only: old usage, names of repeated requests, sessions and
 * invitations that have ended. One transaction for what is shared and one for each organisation, so
 * that it may be killed and repeated, and one organisation's trouble is not the others'.
 */
public final class Retention {
  private static final int SESSION_IDLE_DAYS = 14;
  private static final int SOURCE_DAYS = 7;

  private final TenantAdministration tenants;

  /**
   * How many rows were removed.
   *
   * @param sources metering processes that were not heard of for a week
   */
  public record Removed(
      int usageHours, int sources, int idempotencyKeys, int sessions, int invitations) {
    private static final Removed NONE = new Removed(0, 0, 0, 0, 0);

    private Removed and(Removed other) {
      return new Removed(
          usageHours + other.usageHours,
          sources + other.sources,
          idempotencyKeys + other.idempotencyKeys,
          sessions + other.sessions,
          invitations + other.invitations);
    }
  }

  public Retention(TenantAdministration tenants) {
    this.tenants = tenants;
  }

  /**
   * Removes.
   *
   * @param usageDays how long usage is kept
   * @throws Failed when something of an organisation could not be removed; the others' is
   */
  public Removed run(int usageDays) {
    // Only hours whose day is summed are removed.
    RollUp.Rolled unused = new RollUp(tenants).run();
    List<Removed> removed = new ArrayList<>();
    removed.add(tenants.asOwner(handle -> shared(handle, usageDays)));
    Map<String, RuntimeException> failures =
        tenants.eachAsOwner(tenants.list(), Retention::own, removed::add);
    if (!failures.isEmpty()) {
      Map.Entry<String, RuntimeException> first = failures.entrySet().iterator().next();
      throw new Failed(
          first.getValue(),
          "what has ended could not be removed of %d organisations; the first: %s: %s",
          failures.size(),
          first.getKey(),
          first.getValue().getMessage());
    }
    return removed.stream().reduce(Removed.NONE, Removed::and);
  }

  private static Removed shared(Handle handle, int usageDays) {
    RollUp.alone(handle);
    // Nothing comes late meanwhile: it would be removed, or be summed with hours that were already.
    handle.execute("lock table public.usage_late in share row exclusive mode");
    int unused = RollUp.late(handle, Integer.MAX_VALUE);
    handle.execute(
        """
        update public.usage_roll_up
           set hours_from = greatest(hours_from, least(open_from,
                 ((now() - make_interval(days => ?)) at time zone 'UTC')::date))
        """,
        usageDays);
    int hours =
        handle.execute(
            """
            delete from public.usage_hours h using public.usage_roll_up r
             where h.hour < r.hours_from::timestamp at time zone 'UTC'
            """);
    int sources =
        handle.execute(
            "delete from public.usage_sources where recorded_at < now() - make_interval(days => ?)",
            SOURCE_DAYS);
    return new Removed(hours, sources, 0, 0, 0);
  }

  private static Removed own(Handle handle) {
    int keys =
        handle.execute(
            "delete from idempotency_keys where created_at < now() - interval '24 hours'");
    int sessions =
        handle.execute(
            "delete from sessions where expires_at < now()"
                + " or last_seen_at < now() - make_interval(days => ?)",
            SESSION_IDLE_DAYS);
    int invitations = handle.execute("delete from invitations where expires_at < now()");
    return new Removed(0, 0, keys, sessions, invitations);
  }
}
