package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a worker writes about the task that it holds. Each write is one transaction of the task's
 * organisation, which first locks the job as this worker's: one that has lost it writes nothing
 * ({@link LeaseLost}), and a task ends exactly once, in the transaction that removes its job. Every
 * write may be repeated when it is not known whether it came through.
 */
final class HeldTask {
  private final TenantDatabase database;
  private final Job job;

  HeldTask(TenantDatabase database, Job job) {
    this.database = database;
    this.job = job;
  }

  /**
   * Begins an attempt, or goes on with the one that another worker broke off, from its progress.
   *
   * @return empty when the task has ended already; its job is gone then, too
   */
  Optional<Task> begin() {
    return write(
        handle -> {
          keep(handle);
          Optional<Task> before = Tasks.find(handle, job.taskId());
          if (before.isEmpty() || ended(before.get().status())) {
            finish(handle);
            return Optional.empty();
          }
          boolean resumed = before.get().status() == TaskStatus.RUNNING;
          Task task =
              handle
                  .createQuery(
                      "update tasks set status = 'running', attempts = attempts + :more,"
                          + " started_at = coalesce(started_at, now()) where id = :id returning "
                          + Tasks.COLUMNS)
                  .bind("more", resumed ? 0 : 1)
                  .bind("id", job.taskId())
                  .map((row, context) -> Tasks.task(row))
                  .one();
          Tasks.event(
              handle,
              job.taskId(),
              resumed ? TaskEvent.RESUMED : TaskEvent.STARTED,
              "attempt " + task.attempts());
          return Optional.of(task);
        });
  }

  private static boolean ended(TaskStatus status) {
    return status != TaskStatus.QUEUED && status != TaskStatus.RUNNING;
  }

  /** Keeps the job for another lease. */
  void keep() {
    write(
        handle -> {
          keep(handle);
          return true;
        });
  }

  void progress(int percent) {
    write(
        handle -> {
          keep(handle);
          return change(handle, "progress = :percent", Map.of("percent", percent));
        });
  }

  void succeed(String result) {
    write(
        handle -> {
          finish(handle);
          change(
              handle,
              "status = 'succeeded', progress = 100, finished_at = now(), error = null,"
                  + " result = :result",
              Map.of("result", result));
          Tasks.event(handle, job.taskId(), TaskEvent.SUCCEEDED, "");
          return true;
        });
  }

  /** Ends the task: its last attempt has failed. */
  void fail(String error) {
    write(
        handle -> {
          finish(handle);
          change(
              handle,
              "status = 'failed', finished_at = now(), error = :error",
              Map.of("error", error));
          Tasks.event(handle, job.taskId(), TaskEvent.FAILED, error);
          return true;
        });
  }

  /** Puts the task back into the queue for another attempt, after a delay. */
  void retry(String error, Duration delay) {
    write(
        handle -> {
          giveBack(handle, delay);
          change(handle, "status = 'queued', progress = 0, error = :error", Map.of("error", error));
          Tasks.event(handle, job.taskId(), TaskEvent.RETRIED, error);
          return true;
        });
  }

  /**
   * Puts the task back because this server stops, or its organisation was suspended. The attempt
   * neither failed nor ended: whoever takes it goes on from its progress, and it counts once.
   */
  void giveBack(String reason) {
    write(
        handle -> {
          giveBack(handle, Duration.ZERO);
          change(handle, "status = 'queued', attempts = attempts - 1", Map.of());
          Tasks.event(handle, job.taskId(), TaskEvent.RETURNED, reason);
          return true;
        });
  }

  private <T> T write(TenantDatabase.Work<T> work) {
    return database.inTenant(job.tenant(), work);
  }

  private void keep(Handle handle) {
    holds(
        handle,
        handle
            .createQuery("select public.extend_task(:id, :holder, make_interval(secs => :seconds))")
            .bind("id", job.taskId())
            .bind("holder", job.holder())
            .bind("seconds", TaskQueue.LEASE.toSeconds())
            .mapTo(Boolean.class)
            .one());
  }

  private void finish(Handle handle) {
    holds(
        handle,
        handle
            .createQuery("select public.finish_task(:id, :holder)")
            .bind("id", job.taskId())
            .bind("holder", job.holder())
            .mapTo(Boolean.class)
            .one());
  }

  private void giveBack(Handle handle, Duration delay) {
    holds(
        handle,
        handle
            .createQuery("select public.retry_task(:id, :holder, make_interval(secs => :seconds))")
            .bind("id", job.taskId())
            .bind("holder", job.holder())
            .bind("seconds", delay.toMillis() / 1000.0)
            .mapTo(Boolean.class)
            .one());
  }

  private void holds(Handle handle, boolean held) {
    if (!held) {
      // A task that is gone altogether was cancelled, too: its sample organisation was made anew.
      throw new LeaseLost(status(handle).map(TaskStatus.CANCELLED::equals).orElse(true));
    }
  }

  private Optional<TaskStatus> status(Handle handle) {
    return Tasks.find(handle, job.taskId()).map(Task::status);
  }

  private boolean change(Handle handle, String assignments, Map<String, ?> values) {
    UUID id = job.taskId();
    int changed =
        handle
            .createUpdate(
                "update tasks set " + assignments + " where id = :id and status = 'running'")
            .bindMap(values)
            .bind("id", id)
            .execute();
    if (changed != 1) {
      throw new IllegalStateException("task " + id + " is held but not running");
    }
    return true;
  }
}
