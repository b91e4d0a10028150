package com.genericcorp.hq.server.limits;

import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.tasks.Agents;
import com.genericcorp.hq.server.tasks.Tasks;
import com.genericcorp.hq.server.tenancy.Tenant;
import org.jdbi.v3.core.Handle;

/**
 * Agents, tasks at once and storage, as an organisation's tier allows. What is counted is counted
 * under a lock that its organisation's transaction holds until it ends: of two that would take the
 * last place one gets it. Without a limit there is no lock.
 */
public final class ResourceLimits {
  private static final String TASK_WAIT_SECONDS = "5";

  private final Tiers tiers;
  private final LimitMetrics metrics;

  public ResourceLimits(Tiers tiers, LimitMetrics metrics) {
    this.tiers = tiers;
    this.metrics = metrics;
  }

  public Tiers tiers() {
    return tiers;
  }

  /**
   * Sees that the organisation has storage left for what is about to be made.
   *
   * @throws ProblemException 403 when it has none
   */
  public void requireStorage(Tenant tenant) {
    requireStorage(tenant, tiers.named(tenant.tier()));
  }

  /**
   * Sees that the organisation may have one more agent, which this transaction is about to make.
   *
   * @throws ProblemException 403 when it may not, or has no storage left
   */
  public void requireRoomForAgent(Handle handle, Tenant tenant) {
    Tier tier = tiers.named(tenant.tier());
    requireStorage(tenant, tier);
    Integer allowed = tier.agents();
    if (allowed == null) {
      return;
    }
    lock(handle, tenant, "agents");
    if (Agents.count(handle) >= allowed) {
      metrics.refused("agents");
      throw new Problem(
              403,
              "limit-agents",
              Exceeded.sentence(tiers, tier, Tier::agents, "%s agents", allowed))
          .about(Exceeded.of(tiers, tier, "agents", Tier::agents))
          .exception();
    }
  }

  /**
   * Sees that the organisation may have one more task, which this transaction is about to make.
   *
   * @throws ProblemException 429 when as many as it may have are queued or run, 403 when it has no
   *     storage left
   */
  public void requireRoomForTask(Handle handle, Tenant tenant) {
    Tier tier = tiers.named(tenant.tier());
    requireStorage(tenant, tier);
    Integer allowed = tier.concurrentTasks();
    if (allowed == null) {
      return;
    }
    lock(handle, tenant, "tasks");
    if (Tasks.countOpen(handle) >= allowed) {
      metrics.refused("tasks");
      throw new Problem(
              429,
              "limit-concurrent-tasks",
              Exceeded.sentence(
                  tiers, tier, Tier::concurrentTasks, "%s tasks, queued or running", allowed))
          .about(Exceeded.of(tiers, tier, "concurrentTasks", Tier::concurrentTasks))
          .with("Retry-After", TASK_WAIT_SECONDS)
          .exception();
    }
  }

  private void requireStorage(Tenant tenant, Tier tier) {
    if (tier.isFullWith(tenant.storageBytes())) {
      metrics.refused("storage");
      throw new Problem(
              403,
              "limit-storage",
              Exceeded.sentence(tiers, tier, Tier::storageGb, "%s GB of storage", tier.storageGb()))
          .about(Exceeded.of(tiers, tier, "storageGb", Tier::storageGb))
          .exception();
    }
  }

  /** Waits for the others who count the same; the transaction's end gives the lock back. */
  private static void lock(Handle handle, Tenant tenant, String what) {
    handle
        .createQuery("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
        .bind("what", "limit " + what + " " + tenant.id())
        .mapToMap()
        .one();
  }
}
