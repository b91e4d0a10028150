package com.genericcorp.hq.server.seed;

import com.genericcorp.hq.server.tasks.TaskEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that has ended.
 *
 * @param status succeeded, failed or cancelled
 * @param progress percent of the last attempt
 * @param runs its attempts in their order, at least one
 */
public record SampleTask(
    UUID id,
    UUID agentId,
    String title,
    String status,
    int progress,
    @Nullable String result,
    @Nullable String error,
    Instant createdAt,
    List<Run> runs) {
  /**
   * An attempt.
   *
   * @param error why it failed; null when it did not
   */
  public record Run(Instant startedAt, Instant endedAt, @Nullable String error) {
    double seconds() {
      return (endedAt.toEpochMilli() - startedAt.toEpochMilli()) / 1_000.0;
    }
  }

  /** Something that happened to it. */
  public record Event(UUID taskId, Instant at, String kind, String detail) {}

  public Instant startedAt() {
    return runs.get(0).startedAt();
  }

  public Instant finishedAt() {
    return runs.get(runs.size() - 1).endedAt();
  }

  /** What happened to it, as a worker would have written it down. */
  public List<Event> events() {
    List<Event> events = new ArrayList<>();
    events.add(new Event(id, createdAt, TaskEvent.QUEUED, ""));
    for (int number = 1; number <= runs.size(); number++) {
      Run run = runs.get(number - 1);
      events.add(new Event(id, run.startedAt(), TaskEvent.STARTED, "attempt " + number));
      boolean last = number == runs.size();
      String detail = run.error() == null ? "" : run.error();
      events.add(new Event(id, run.endedAt(), last ? status : TaskEvent.RETRIED, detail));
    }
    return events;
  }
}
