package com.genericcorp.hq.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.genericcorp.hq.server.tasks.Agent;
import com.genericcorp.hq.server.tasks.Simulation;
import com.genericcorp.hq.server.tasks.Task;
import com.genericcorp.hq.server.tasks.TaskEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API shows of agents and tasks; {@link PeopleViews} has people and keys, and what one
 * endpoint alone shows stands with it. Times are UTC.
 */
final class Views {
  private Views() {}

  record AgentView(
      String id, String name, String description, String createdAt, @Nullable String archivedAt) {
    static AgentView of(Agent agent) {
      return new AgentView(
          agent.id().toString(),
          agent.name(),
          agent.description(),
          time(agent.createdAt()),
          timeOrNull(agent.archivedAt()));
    }
  }

  record TaskView(
      String id,
      String agentId,
      String title,
      @Nullable SimulationView simulation,
      String status,
      int progress,
      int attempts,
      @Nullable String result,
      @Nullable String error,
      String createdAt,
      @Nullable String startedAt,
      @Nullable String finishedAt,
      String updatedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<EventView> events) {
    static TaskView of(Task task) {
      return of(task, null);
    }

    static TaskView withEvents(Task task, List<TaskEvent> events) {
      return of(task, events.stream().map(EventView::of).toList());
    }

    private static TaskView of(Task task, @Nullable List<EventView> events) {
      return new TaskView(
          task.id().toString(),
          task.agentId().toString(),
          task.title(),
          SimulationView.of(task.simulation()),
          task.status().text(),
          task.progress(),
          task.attempts(),
          task.result(),
          task.error(),
          time(task.createdAt()),
          timeOrNull(task.startedAt()),
          timeOrNull(task.finishedAt()),
          time(task.updatedAt()),
          events);
    }
  }

  record SimulationView(Number seconds, int failures) {
    static @Nullable SimulationView of(@Nullable Simulation simulation) {
      if (simulation == null) {
        return null;
      }
      double seconds = simulation.seconds();
      // 2, not 2.0.
      return seconds == Math.rint(seconds)
          ? new SimulationView((long) seconds, simulation.failures())
          : new SimulationView(seconds, simulation.failures());
    }
  }

  record EventView(String at, String kind, String detail) {
    static EventView of(TaskEvent event) {
      return new EventView(time(event.at()), event.kind(), event.detail());
    }
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static @Nullable String timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }
}
