package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.api.Views.EventView;
import com.genericcorp.hq.server.api.Views.TaskView;
import com.genericcorp.hq.server.http.Answer;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.EventStream;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.limits.ResourceLimits;
import com.genericcorp.hq.server.live.LiveTasks;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.tasks.Place;
import com.genericcorp.hq.server.tasks.Simulation;
import com.genericcorp.hq.server.tasks.Task;
import com.genericcorp.hq.server.tasks.TaskEvent;
import com.genericcorp.hq.server.tasks.TaskStatus;
import com.genericcorp.hq.server.tasks.Tasks;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@code /api/tasks}. */
final class TasksApi {
  private static final int LONGEST_TITLE = 200;

  private record EventList(List<EventView> items) {}

  private record NewTask(UUID agentId, String title, @Nullable Simulation simulation) {}

  private final TenantDatabase database;
  private final ResourceLimits limits;
  private final TaskMetrics metrics;
  private final Runnable taskCommitted;
  private final LiveTasks live;

  /**
   * @param taskCommitted is told when there is something new to run
   */
  TasksApi(
      TenantDatabase database,
      ResourceLimits limits,
      TaskMetrics metrics,
      Runnable taskCommitted,
      LiveTasks live) {
    this.database = database;
    this.limits = limits;
    this.metrics = metrics;
    this.taskCommitted = taskCommitted;
    this.live = live;
  }

  Answer list(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    Parameters parameters =
        Parameters.of(call, Set.of(Parameters.STATUS, Parameters.LIMIT, Parameters.CURSOR));
    List<Task> tasks =
        database.inTenant(
            tenant,
            handle ->
                Tasks.newest(
                    handle, parameters.status(), parameters.limit() + 1, parameters.after()));
    return Answer.json(
        200,
        ItemPage.of(
            tasks,
            parameters.limit(),
            TaskView::of,
            task -> new Place(task.createdAt(), task.id())));
  }

  Answer create(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    NewTask wanted =
        RequestJson.read(
            call,
            fields ->
                new NewTask(
                    fields.id("agentId"), fields.line("title", LONGEST_TITLE), simulation(fields)));
    Answer answer =
        database.inTenant(
            tenant,
            handle ->
                Idempotency.once(
                    handle, caller, call, "POST /api/tasks", () -> create(handle, tenant, wanted)));
    taskCommitted.run();
    return answer;
  }

  private Answer create(Handle handle, Tenant tenant, NewTask wanted) {
    limits.requireRoomForTask(handle, tenant);
    Task task =
        Tasks.create(handle, wanted.agentId(), wanted.title(), wanted.simulation())
            .orElseThrow(
                () ->
                    Problem.invalid("#/agentId", "is no agent of this organisation, or archived")
                        .exception());
    return Answer.created("/api/tasks/" + task.id(), TaskView.of(task));
  }

  private static @Nullable Simulation simulation(JsonFields fields) {
    Optional<JsonFields> given = fields.object("simulation");
    if (given.isEmpty()) {
      return null;
    }
    JsonFields simulation = given.get();
    double seconds = simulation.decimal("seconds", 0, Simulation.MOST_SECONDS);
    int failures = simulation.number("failures", 0, Simulation.MOST_FAILURES);
    simulation.nothingElse();
    return new Simulation(seconds, failures);
  }

  Answer one(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    UUID id = id(call);
    return database
        .inTenant(
            tenant,
            handle ->
                Tasks.find(handle, id)
                    .map(task -> TaskView.withEvents(task, Tasks.events(handle, id))))
        .map(task -> Answer.json(200, task))
        .orElseThrow(TasksApi::noSuchTask);
  }

  Answer events(Caller caller, Call call) {
    UUID id = id(call);
    return database
        .inTenant(
            caller.tenant(), handle -> Tasks.find(handle, id).map(task -> Tasks.events(handle, id)))
        .map(events -> new EventList(events.stream().map(EventView::of).toList()))
        .map(events -> Answer.json(200, events))
        .orElseThrow(TasksApi::noSuchTask);
  }

  /** Tasks as they change. */
  Consumer<EventStream> stream(Caller caller, Call call, BooleanSupplier stillAllowed) {
    List<String> seen = call.header("Last-Event-ID");
    return live.open(
        caller,
        stillAllowed,
        seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(seen.size() - 1)));
  }

  Answer cancel(Caller caller, Call call) {
    Tenant tenant = caller.tenant();
    UUID id = id(call);
    Tasks.Cancellation cancellation =
        database
            .inTenant(tenant, handle -> Tasks.cancel(handle, id))
            .orElseThrow(TasksApi::noSuchTask);
    Task task = cancellation.task();
    if (task.status() != TaskStatus.CANCELLED) {
      throw new Problem(409, "task-ended", "The task has " + task.status().text() + " already.")
          .exception();
    }
    if (cancellation.changed()) {
      metrics.ended(tenant.slug(), TaskEvent.CANCELLED);
    }
    return Answer.json(200, TaskView.of(task));
  }

  private static UUID id(Call call) {
    return JsonFields.parseId(call.path().getOrDefault("id", "")).orElseThrow(TasksApi::noSuchTask);
  }

  private static ProblemException noSuchTask() {
    return new Problem(404, "There is no such task.").exception();
  }
}
