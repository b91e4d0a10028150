package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * An organisation's tasks; each call is given a transaction that acts as the organisation. Whoever
 * changes a task that may be running touches its job first: so do the workers, and nobody waits in
 * a circle.
 */
public final class Tasks {
  static final String COLUMNS =
      "id, agent_id, title, (simulation ->> 'seconds')::double precision as simulated_seconds,"
          + " (simulation ->> 'failures')::integer as simulated_failures, status, progress,"
          + " attempts, result, error, created_at, started_at, finished_at, updated_at";

  private Tasks() {}

  /**
   * Makes a task and puts it into the queue; empty when the organisation has no such agent that
   * takes tasks.
   */
  public static Optional<Task> create(
      Handle handle, UUID agentId, String title, @Nullable Simulation simulation) {
    Optional<Task> created =
        handle
            .createQuery(
                "insert into tasks (agent_id, title, simulation)"
                    + " select id, :title, case when :seconds::double precision is null then null else"
                    + " jsonb_build_object('seconds', :seconds::double precision,"
                    + " 'failures', :failures::integer) end"
                    + " from agents where id = :agent and archived_at is null for key share"
                    + " returning "
                    + COLUMNS)
            .bind("agent", agentId)
            .bind("title", title)
            .bind("seconds", simulation == null ? null : simulation.seconds())
            .bind("failures", simulation == null ? null : simulation.failures())
            .map((row, context) -> task(row))
            .findOne();
    created.ifPresent(
        task -> {
          event(handle, task.id(), TaskEvent.QUEUED, "");
          handle
              .createQuery("select public.enqueue_task(:id)")
              .bind("id", task.id())
              .mapToMap()
              .one();
        });
    return created;
  }

  /** How many are queued or run. */
  public static int countOpen(Handle handle) {
    return handle
        .createQuery("select count(*) from tasks where status in ('queued', 'running')")
        .mapTo(Integer.class)
        .one();
  }

  public static Optional<Task> find(Handle handle, UUID id) {
    return handle
        .createQuery("select " + COLUMNS + " from tasks where id = :id")
        .bind("id", id)
        .map((row, context) -> task(row))
        .findOne();
  }

  /** What happened to a task, oldest first. */
  public static List<TaskEvent> events(Handle handle, UUID id) {
    return handle
        .createQuery("select at, kind, detail from task_events where task_id = :id order by id")
        .bind("id", id)
        .map(
            (row, context) ->
                new TaskEvent(
                    Columns.instant(row, "at"), row.getString("kind"), row.getString("detail")))
        .list();
  }

  /** The newest tasks, at most so many, older than the given place; of one status or of all. */
  public static List<Task> newest(
      Handle handle, @Nullable TaskStatus status, int most, @Nullable Place after) {
    Query query =
        handle.createQuery(
            "select "
                + COLUMNS
                + " from tasks where "
                + (status == null ? "true" : "status = :status")
                + Place.condition(after));
    if (status != null) {
      query.bind("status", status.text());
    }
    return Place.bind(query, after).bind("most", most).map((row, context) -> task(row)).list();
  }

  /** What a cancellation found: the task as it is now, and whether this call changed it. */
  public record Cancellation(Task task, boolean changed) {}

  /**
   * Cancels a task that has not ended; one that has stays as it is. Empty when there is none. A
   * worker that runs it finds its job gone at its next step, and writes nothing more.
   */
  public static Optional<Cancellation> cancel(Handle handle, UUID id) {
    handle.createQuery("select public.finish_task(:id)").bind("id", id).mapToMap().one();
    Optional<Task> cancelled =
        handle
            .createQuery(
                "update tasks set status = 'cancelled', finished_at = now()"
                    + " where id = :id and status in ('queued', 'running') returning "
                    + COLUMNS)
            .bind("id", id)
            .map((row, context) -> task(row))
            .findOne();
    if (cancelled.isPresent()) {
      event(handle, id, TaskEvent.CANCELLED, "");
      return cancelled.map(task -> new Cancellation(task, true));
    }
    return find(handle, id).map(task -> new Cancellation(task, false));
  }

  static void event(Handle handle, UUID task, String kind, String detail) {
    handle
        .createUpdate(
            "insert into task_events (task_id, kind, detail) values (:task, :kind, :detail)")
        .bind("task", task)
        .bind("kind", kind)
        .bind("detail", detail)
        .execute();
  }

  static Task task(ResultSet row) throws SQLException {
    double seconds = row.getDouble("simulated_seconds");
    Simulation simulation =
        row.wasNull() ? null : new Simulation(seconds, row.getInt("simulated_failures"));
    return new Task(
        row.getObject("id", UUID.class),
        row.getObject("agent_id", UUID.class),
        row.getString("title"),
        simulation,
        TaskStatus.of(row.getString("status")).orElseThrow(),
        row.getInt("progress"),
        row.getInt("attempts"),
        row.getString("result"),
        row.getString("error"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "finished_at"),
        Columns.instant(row, "updated_at"));
  }
}
