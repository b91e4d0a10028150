package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.api.Views.TaskView;
import com.genericcorp.hq.server.http.Access;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.Router;
import com.genericcorp.hq.server.limits.ResourceLimits;
import com.genericcorp.hq.server.live.LiveTasks;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.status.ServiceStatus;
import com.genericcorp.hq.server.tasks.Task;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The API's routes. */
public final class Api {
  private final OrganizationApi organization;
  private final AgentsApi agents;
  private final TasksApi tasks;
  private final UsageApi usage;
  private final SessionApi session;
  private final UsersApi users;
  private final KeysApi keys;
  private final StatusApi status;
  private final DescriptionApi description = new DescriptionApi();

  /**
   * @param taskCommitted is told when there is something new to run
   * @param freshenUsage records what this process has counted so far
   */
  public Api(
      Hosts hosts,
      Registry registry,
      TenantDatabase database,
      ResourceLimits limits,
      TaskMetrics metrics,
      Runnable taskCommitted,
      Runnable freshenUsage,
      Identity identity,
      LiveTasks live,
      ServiceStatus status) {
    this.organization = new OrganizationApi(hosts, database, limits.tiers());
    this.agents = new AgentsApi(database, limits);
    this.tasks = new TasksApi(database, limits, metrics, taskCommitted, live);
    this.usage = new UsageApi(database, Clock.systemUTC(), freshenUsage);
    this.session = new SessionApi(hosts, registry, database, identity);
    this.users = new UsersApi(database, identity.sessions(), identity.links(), limits);
    this.keys = new KeysApi(database, limits);
    this.status = new StatusApi(status);
  }

  /** A task as the API shows it, on one line. */
  public static String json(Task task) {
    return new String(Answer.json(200, TaskView.of(task)).body(), StandardCharsets.UTF_8);
  }

  public void addTo(Router router, Access access) {
    router
        .get("/api/openapi.json", access.always(description::document))
        .get("/api/status", access.always(status::now))
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
        .delete("/api/agents/{id}", access.member(agents::archive))
        .get("/api/tasks", access.reader(tasks::list))
        .post("/api/tasks", access.member(tasks::create))
        // Before the next: nobody's task is called "events".
        .stream("/api/tasks/events", access.readerStream(tasks::stream))
        .get("/api/tasks/{id}", access.reader(tasks::one))
        .get("/api/tasks/{id}/events", access.reader(tasks::events))
        .post("/api/tasks/{id}/cancel", access.member(tasks::cancel))
        .get("/api/usage", access.reader(usage::history));
  }
}
