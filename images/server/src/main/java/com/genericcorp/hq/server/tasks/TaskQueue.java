package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The shared queue, as far as it belongs to no organisation: ids go out, nothing else. */
public final class TaskQueue {
  /**
   * How long a job stays with a worker that says nothing. Each step of a run renews it; a stopped
   * or unreachable worker's jobs are free again after it.
   */
  static final Duration LEASE = Duration.ofSeconds(10);

  /** A job that was claimed, as the queue knows it. */
  record Claim(String tenantId, UUID taskId, String holder) {}

  private final TenantDatabase database;

  public TaskQueue(TenantDatabase database) {
    this.database = database;
  }

  /**
   * Takes jobs that are due for the holder alone: first those of organisations that run the least.
   *
   * @param process what the names of all of the process's holders start with, before a hyphen
   * @param most how many at the most
   * @param share how many of them one organisation may have with this process at once
   */
  List<Claim> claim(String process, String holder, int most, int share) {
    return database.shared(
        handle ->
            handle
                .createQuery(
                    "select tenant_id, task_id from"
                        + " public.claim_in_turn(:process, :holder, :most, :share,"
                        + " make_interval(secs => :lease))")
                .bind("process", process)
                .bind("holder", holder)
                .bind("most", most)
                .bind("share", share)
                .bind("lease", LEASE.toSeconds())
                .map(
                    (row, context) ->
                        new Claim(
                            row.getString("tenant_id"),
                            row.getObject("task_id", UUID.class),
                            holder))
                .list());
  }

  /**
   * Frees at once what earlier processes of this instance held, instead of when their leases end.
   * Taking a job from a worker that lives after all would only waste its work: its next write finds
   * another holder and is undone.
   *
   * @return how many there were
   */
  int releaseOfFormer(String instance) {
    return database.shared(
        handle ->
            handle
                .createQuery("select public.release_tasks(:instance)")
                .bind("instance", instance)
                .mapTo(Integer.class)
                .one());
  }

  /** How full the queue is, over all organisations. */
  public TaskMetrics.Queue depth() {
    return database.shared(
        handle ->
            handle
                .createQuery("select waiting, leased, oldest_seconds from public.queue_depth()")
                .map(
                    (row, context) ->
                        new TaskMetrics.Queue(
                            row.getLong("waiting"),
                            row.getLong("leased"),
                            row.getDouble("oldest_seconds")))
                .one());
  }
}
