package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Access;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.Router;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.tenancy.TenantDatabase;

/** The API's routes. */
public final class Api {
  private final OrganizationApi organization;
  private final AgentsApi agents;
  private final TasksApi tasks;

  /**
   * @param taskCommitted is told when there is something new to run
   */
  public Api(Hosts hosts, TenantDatabase database, TaskMetrics metrics, Runnable taskCommitted) {
    this.organization = new OrganizationApi(hosts);
    this.agents = new AgentsApi(database);
    this.tasks = new TasksApi(database, metrics, taskCommitted);
  }

  public void addTo(Router router, Access access) {
    router
        .get("/api/organization", access.authenticated(organization::one))
        .get("/api/agents", access.authenticated(agents::list))
        .post("/api/agents", access.authenticated(agents::create))
        .get("/api/agents/{id}", access.authenticated(agents::one))
        .get("/api/tasks", access.authenticated(tasks::list))
        .post("/api/tasks", access.authenticated(tasks::create))
        .get("/api/tasks/{id}", access.authenticated(tasks::one))
        .post("/api/tasks/{id}/cancel", access.authenticated(tasks::cancel));
  }
}
