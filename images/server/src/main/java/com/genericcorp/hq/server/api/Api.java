package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Access;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.Router;
import com.genericcorp.hq.server.limits.ResourceLimits;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Clock;

/** The API's routes. */
public final class Api {
  private final OrganizationApi organization;
  private final AgentsApi agents;
  private final TasksApi tasks;
  private final UsageApi usage;

  /**
   * @param taskCommitted is told when there is something new to run
   */
  public Api(
      Hosts hosts,
      TenantDatabase database,
      Tiers tiers,
      ResourceLimits limits,
      TaskMetrics metrics,
      Runnable taskCommitted) {
    this.organization = new OrganizationApi(hosts, database, tiers);
    this.agents = new AgentsApi(database, limits);
    this.tasks = new TasksApi(database, limits, metrics, taskCommitted);
    this.usage = new UsageApi(database, Clock.systemUTC());
  }

  public void addTo(Router router, Access access) {
    router
        .get("/api/organization", access.reader(organization::one))
        .get("/api/agents", access.reader(agents::list))
        .post("/api/agents", access.member(agents::create))
        .get("/api/agents/{id}", access.reader(agents::one))
        .delete("/api/agents/{id}", access.member(agents::archive))
        .get("/api/tasks", access.reader(tasks::list))
        .post("/api/tasks", access.member(tasks::create))
        .get("/api/tasks/{id}", access.reader(tasks::one))
        .post("/api/tasks/{id}/cancel", access.member(tasks::cancel))
        .get("/api/usage", access.reader(usage::history));
  }
}
