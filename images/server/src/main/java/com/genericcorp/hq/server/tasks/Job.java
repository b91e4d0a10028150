package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.Objects;
import java.util.UUID;

/**
 * A task that a worker holds. There is no job without an organisation, and no organisation that is
 * taken for granted: whatever is done about the task is done in a transaction of this one.
 *
 * @param holder under which name the queue knows this run's worker; no two runs share one
 */
public record Job(Tenant tenant, UUID taskId, String holder) {
  public Job {
    Objects.requireNonNull(tenant, "a job without an organisation");
    Objects.requireNonNull(taskId, "a job without a task");
    Objects.requireNonNull(holder, "a job without a holder");
  }
}
