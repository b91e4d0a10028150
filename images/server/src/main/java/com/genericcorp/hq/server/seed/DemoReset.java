package com.genericcorp.hq.server.seed;

import static java.util.stream.Collectors.joining;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Undoes what visitors did in the sample organisations and makes their history anew, as of now. One
 * transaction for each: whoever reads meanwhile sees the old data or the new. An organisation that
 * {@code seed} did not make is never touched. Safe while tasks run, to kill, and to repeat.
 */
public final class DemoReset {
  private static final int ATTEMPTS = 3;
  private static final String DEADLOCK = "40P01";
  private static final String WAITED_TOO_LONG = "55P03";
  private static final Set<String> WORTH_ANOTHER = Set.of(DEADLOCK, WAITED_TOO_LONG);

  private final TenantAdministration tenants;
  private final Clock clock;

  public DemoReset(TenantAdministration tenants, Clock clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * Makes every sample organisation anew.
   *
   * @return their slugs
   * @throws Failed naming the organisations that stay as they are; the others are done
   */
  public List<String> run() {
    List<String> renewed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Tenant tenant : tenants.list()) {
      if (!tenant.sample()) {
        continue;
      }
      try {
        if (renew(tenant, 1)) {
          renewed.add(tenant.slug());
        }
      } catch (Failed problem) {
        problems.add(tenant.slug() + ": " + problem.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new Failed(
          "%d sample organisations are new, but not%n  %s%nRun it again.",
          renewed.size(), String.join("\n  ", problems));
    }
    return renewed;
  }

  private boolean renew(Tenant tenant, int attempt) {
    try {
      return tenants.asOwner(tenant, handle -> renew(handle, tenant));
    } catch (Failed problem) {
      boolean again =
          problem.getCause() instanceof SQLException cause
              && WORTH_ANOTHER.contains(String.valueOf(cause.getSQLState()));
      if (!again || attempt == ATTEMPTS) {
        throw problem;
      }
      return renew(tenant, attempt + 1);
    }
  }

  private boolean renew(Handle handle, Tenant tenant) {
    handle.execute("set local lock_timeout = '10s'");
    // Measuring of storage passes over a registry row that is locked; whoever resets waits here.
    boolean sample =
        handle
            .select("select sample from public.tenants where id = ? for no key update", tenant.id())
            .mapTo(Boolean.class)
            .findOne()
            .orElse(false);
    if (!sample) {
      return false;
    }
    // From here on nobody makes a task: that needs a look at its agent. Workers need none, and lock
    // a task's job before the task, as is done here; readers wait for nothing.
    handle.execute("lock table agents in exclusive mode");
    SampleHistory history = new SampleHistory(tenant.slug(), clock.instant());
    handle.execute("delete from public.jobs where tenant_id = ?", tenant.id());
    for (String table : List.of("task_events", "tasks", "idempotency_keys")) {
      handle.execute("delete from " + table);
    }
    String kept =
        history.agents().stream().map(agent -> agent.id().toString()).collect(joining(","));
    handle.execute("delete from agents where not id = any(string_to_array(?, ',')::uuid[])", kept);
    handle.execute(
        "delete from api_keys where name <> ? or revoked_at is not null", Seeder.KEY_NAME);
    for (String table : List.of("sessions", "invitations", "users")) {
      handle.execute("delete from " + table);
    }
    SampleTables.write(handle, tenant, history);
    SamplePeople.add(handle, tenant.slug(), clock);
    return true;
  }
}
