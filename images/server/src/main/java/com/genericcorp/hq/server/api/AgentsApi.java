package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.api.Views.AgentView;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.limits.ResourceLimits;
import com.genericcorp.hq.server.tasks.Agent;
import com.genericcorp.hq.server.tasks.Agents;
import com.genericcorp.hq.server.tasks.Place;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** {@code /api/agents}. */
final class AgentsApi {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_DESCRIPTION = 500;

  private record NewAgent(String name, String description) {}

  private final TenantDatabase database;
  private final ResourceLimits limits;

  AgentsApi(TenantDatabase database, ResourceLimits limits) {
    this.database = database;
    this.limits = limits;
  }

  Answer list(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    Parameters parameters = Parameters.of(call, Set.of(Parameters.LIMIT, Parameters.CURSOR));
    List<Agent> agents =
        database.inTenant(
            tenant, handle -> Agents.newest(handle, parameters.limit() + 1, parameters.after()));
    return Answer.json(
        200,
        ItemPage.of(
            agents,
            parameters.limit(),
            AgentView::of,
            agent -> new Place(agent.createdAt(), agent.id())));
  }

  Answer one(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    return JsonFields.parseId(call.path().getOrDefault("id", ""))
        .flatMap(id -> database.inTenant(tenant, handle -> Agents.find(handle, id)))
        .map(agent -> Answer.json(200, AgentView.of(agent)))
        .orElseThrow(AgentsApi::noSuchAgent);
  }

  Answer create(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    NewAgent wanted =
        RequestJson.read(
            call,
            fields ->
                new NewAgent(
                    fields.line("name", LONGEST_NAME),
                    fields.paragraph("description", LONGEST_DESCRIPTION)));
    return database.inTenant(
        tenant,
        handle ->
            Idempotency.once(
                handle, caller, call, "POST /api/agents", () -> create(handle, tenant, wanted)));
  }

  private Answer create(Handle handle, Tenant tenant, NewAgent wanted) {
    limits.requireRoomForAgent(handle, tenant);
    Agent agent =
        Agents.create(handle, wanted.name(), wanted.description())
            .orElseThrow(
                () ->
                    new Problem(409, "agent-exists", "There is an agent of this name already.")
                        .exception());
    return Answer.created("/api/agents/" + agent.id(), AgentView.of(agent));
  }

  Answer archive(Caller caller, Call call) {
    UUID id =
        JsonFields.parseId(call.path().getOrDefault("id", "")).orElseThrow(AgentsApi::noSuchAgent);
    Agents.Archiving archiving =
        database.inTenant(caller.tenant(), handle -> Agents.archive(handle, id));
    if (archiving == Agents.Archiving.NO_SUCH_AGENT) {
      throw noSuchAgent();
    }
    if (archiving == Agents.Archiving.BUSY) {
      throw new Problem(
              409,
              "agent-busy",
              "The agent has tasks that have not ended: wait for them, or cancel them first.")
          .exception();
    }
    return Answer.done();
  }

  private static ProblemException noSuchAgent() {
    return new Problem(404, "There is no such agent.").exception();
  }
}
