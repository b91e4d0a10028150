package com.genericcorp.hq.verify.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An agent of the probe gets a short task, and a worker runs it to its end. */
public final class TaskRuns implements Check {
  private static final long SHORTEST_PAUSE = 40;
  private static final long LONGEST_PAUSE = 500;
  private static final Set<String> UNFINISHED = Set.of("queued", "running");

  @Override
  public String name() {
    return "task";
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "a task of '" + target.probeSlug() + "' runs to its end: succeeded";
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    ProbeApi probe = new ProbeApi(site);
    long start = System.nanoTime();
    JsonNode task = probe.task();
    String path = ProbeApi.taskPath(task);
    long millis = 0;
    while (UNFINISHED.contains(task.path("status").asText())) {
      if (millis > site.limits().task().toMillis()) {
        String limit = site.limits().task().toMillis() + " ms";
        return Finding.fault(shown(task) + " after " + limit + ": no worker finishes it");
      }
      // Often while it may end at any moment, seldom when it is late anyway.
      TimeUnit.MILLISECONDS.sleep(Math.max(SHORTEST_PAUSE, Math.min(millis / 4, LONGEST_PAUSE)));
      task = probe.get(path);
      millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
    return new Finding(
        task.path("status").asText().equals("succeeded"), shown(task) + " after " + millis + " ms");
  }

  private static String shown(JsonNode task) {
    String error = task.path("error").asText("");
    String status = task.path("status").asText();
    return (status.isEmpty() ? "no status" : status) + (error.isBlank() ? "" : " (" + error + ")");
  }
}
