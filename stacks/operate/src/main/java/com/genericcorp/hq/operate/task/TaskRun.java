package com.genericcorp.hq.operate.task;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.sealed.SealedReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** One task until its end and its output's. */
final class TaskRun {
  private static final String STOPPED = "STOPPED";

  private final EcsClient ecs;
  private final String cluster;
  private final String arn;
  private final TaskLog log;
  private final SealedReader reader;
  private final Patience patience;
  private final Duration longest;
  private final PrintStream err;
  private String status = "";

  /**
   * @param longest it may take
   */
  TaskRun(
      EcsClient ecs,
      String cluster,
      String arn,
      TaskLog log,
      SealedReader reader,
      Patience patience,
      Duration longest,
      PrintStream err) {
    this.ecs = ecs;
    this.cluster = cluster;
    this.arn = arn;
    this.log = log;
    this.reader = reader;
    this.patience = patience;
    this.longest = longest;
    this.err = err;
  }

  /** The exit code; all output was taken. */
  int await() throws InterruptedException {
    Task task = awaitEnd();
    Container container =
        task.containers().stream()
            .findFirst()
            .orElseThrow(() -> new Failed("task %s has no container", arn));
    if (container.exitCode() == null) {
      throw new Failed(
          "task %s did not run: %s%s. Its definition names image, secrets and log group; 'scripts/hq"
              + " drift' says whether they are as described",
          arn, task.stoppedReason(), reason(container));
    }
    awaitOutput(container);
    return container.exitCode();
  }

  private Task awaitEnd() throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      Task task = task();
      say(task.lastStatus());
      log.read();
      if (STOPPED.equals(task.lastStatus())) {
        return task;
      }
      pause();
    }
    throw new Failed(
        "task %s has not ended after %s and goes on; it is %s. 'aws ecs describe-tasks --cluster %s"
            + " --tasks %s' says more; its errors are in %s",
        arn, spoken(longest), status, cluster, arn, log);
  }

  private Task task() {
    List<Task> tasks = ecs.describeTasks(request -> request.cluster(cluster).tasks(arn)).tasks();
    // ECS may not know it yet in the first second.
    return tasks.isEmpty() ? Task.builder().lastStatus("PROVISIONING").build() : tasks.get(0);
  }

  private void say(String now) {
    if (!now.equals(status)) {
      status = now;
      err.printf(
          "Task %s is %s.%n",
          arn.substring(arn.lastIndexOf('/') + 1), now.toLowerCase(Locale.ROOT));
    }
  }

  /** The last lines come after the end, by seconds. */
  private void awaitOutput(Container container) throws InterruptedException {
    long end = System.nanoTime() + patience.log().toNanos();
    log.read();
    while (!reader.ended() && System.nanoTime() < end) {
      pause();
      log.read();
    }
    if (!reader.ended()) {
      throw new Failed(
          "task %s ended with exit code %d%s, but its output has no end in %s: the command was"
              + " killed, or lines were lost. Look whether it was done before you repeat it",
          arn, container.exitCode(), reason(container), log);
    }
  }

  private static String reason(Container container) {
    return container.reason() == null ? "" : " (" + container.reason() + ")";
  }

  private void pause() throws InterruptedException {
    Thread.sleep(patience.pause().toMillis());
  }

  private static String spoken(Duration time) {
    return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
