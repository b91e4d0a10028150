package com.genericcorp.hq.account.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;

/** Why tasks ended, in few words: the same reason of several tasks is told once. */
final class StoppedTasks {
  private static final int MOST = 3;

  /** How ECS says that it ended a task for there being too many. */
  private static final String WANTED = "Scaling activity initiated by";

  private static final List<String> TELLING =
      List.of("deployment failed", "rolling back", "unable to", "unhealthy", "was unsuccessful");

  private StoppedTasks() {}

  /**
   * The reasons, the most frequent first; empty where nothing is known.
   *
   * @param stopped tasks of the intended definition; ECS remembers them for an hour
   * @param events the service's, the newest first
   * @param since events before are of former deployments
   */
  static List<String> reasons(List<Task> stopped, List<ServiceEvent> events, Instant since) {
    Map<String, Long> counted =
        stopped.stream()
            .filter(one -> one.stoppedReason() == null || !one.stoppedReason().contains(WANTED))
            .map(StoppedTasks::reason)
            .collect(Collectors.groupingBy(one -> one, LinkedHashMap::new, Collectors.counting()));
    List<String> reasons = new ArrayList<>();
    counted.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST)
        .forEach(
            one ->
                reasons.add(
                    (one.getValue() == 1 ? "1 task: " : one.getValue() + " tasks: ")
                        + one.getKey()));
    // That no task could be placed, or an alarm rang, is no task's fault: only the service says so.
    events.stream()
        .filter(event -> event.createdAt() == null || event.createdAt().isAfter(since))
        .map(ServiceEvent::message)
        .filter(message -> TELLING.stream().anyMatch(message::contains))
        .distinct()
        .limit(MOST)
        .forEach(reasons::add);
    return reasons;
  }

  private static String reason(Task task) {
    String containers =
        task.containers().stream()
            .filter(one -> one.reason() != null || (one.exitCode() != null && one.exitCode() != 0))
            .map(StoppedTasks::ending)
            .collect(Collectors.joining("; "));
    String reason = task.stoppedReason() == null ? "it stopped" : task.stoppedReason();
    return containers.isEmpty() ? reason : reason + " (" + containers + ")";
  }

  private static String ending(Container container) {
    @Nullable Integer code = container.exitCode();
    @Nullable String reason = container.reason();
    return container.name()
        + (code == null ? "" : " ended with " + code)
        + (reason == null ? "" : (code == null ? " " : ", ") + reason);
  }
}
