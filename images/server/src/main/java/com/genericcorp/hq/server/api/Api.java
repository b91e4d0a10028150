package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Access;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.Router;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.TenantDatabase;

/** The API's routes. */
public final class Api {
  private final OrganizationApi organization;
  private final AgentsApi agents;
  private final TasksApi tasks;
  private final SessionApi session;
  private final UsersApi users;
  private final KeysApi keys;

  /**
   * @param taskCommitted is told when there is something new to run
   */
  public Api(
      Hosts hosts,
      Registry registry,
      TenantDatabase database,
      TaskMetrics metrics,
      Runnable taskCommitted,
      Identity identity) {
    this.organization = new OrganizationApi(hosts);
    this.agents = new AgentsApi(database);
    this.tasks = new TasksApi(database, metrics, taskCommitted);
    this.session = new SessionApi(hosts, registry, database, identity);
    this.users = new UsersApi(database, identity.sessions(), identity.links());
    this.keys = new KeysApi(database);
  }

  public void addTo(Router router, Access access) {
    router
        .get("/api/session", access.reader(session::one))
        .post("/api/session", access.stranger(session::signIn))
        .delete("/api/session", access.anyone(session::signOut))
        .post("/api/session/sample", access.stranger(session::signInAsSample))
        .post(
            "/api/session/invitation",
            access.stranger(session::organizationOfInvitation, session::acceptInvitation))
        .post("/api/session/password", access.reader(session::changePassword))
        .get("/api/users", access.reader(users::list))
        .post("/api/users", access.owner(users::invite))
        .get("/api/users/{id}", access.reader(users::one))
        .patch("/api/users/{id}", access.owner(users::change))
        .delete("/api/users/{id}", access.owner(users::remove))
        .post("/api/users/{id}/invitation", access.owner(users::inviteAgain))
        .get("/api/keys", access.owner(keys::list))
        .post("/api/keys", access.owner(keys::create))
        .delete("/api/keys/{id}", access.owner(keys::revoke));
    router
        .get("/api/organization", access.reader(organization::one))
        .get("/api/agents", access.reader(agents::list))
        .post("/api/agents", access.member(agents::create))
        .get("/api/agents/{id}", access.reader(agents::one))
        .get("/api/tasks", access.reader(tasks::list))
        .post("/api/tasks", access.member(tasks::create))
        .get("/api/tasks/{id}", access.reader(tasks::one))
        .post("/api/tasks/{id}/cancel", access.member(tasks::cancel));
  }
}
