package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** An organisation's tasks that run, as an operator sees them who stops them. */
public final class RunningTasks {
  private RunningTasks() {}

  /**
   * Puts all of them back into the queue, as their workers do when a server stops: the attempts
   * neither failed nor ended, and whoever takes them goes on from their progress.
   *
   * @param handle a transaction of the owner of the tables, in the organisation's schema
   * @return how many there were
   */
  public static int giveBackAll(Handle handle, Tenant tenant, String reason) {
    // A job before its task, as workers do.
    handle.execute(
        "update public.jobs set run_at = now(), worker = null, leased_until = null"
            + " where tenant_id = ? and worker is not null",
        tenant.id());
    List<UUID> tasks =
        handle
            .createQuery(
                "update tasks set status = 'queued', attempts = attempts - 1"
                    + " where status = 'running' returning id")
            .mapTo(UUID.class)
            .list();
    tasks.forEach(task -> Tasks.event(handle, task, TaskEvent.RETURNED, reason));
    return tasks.size();
  }
}
