package com.genericcorp.hq.verify.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** An agent of the probe gets a short task, and a worker runs it to its end. */
public final class TaskRuns implements Check {
  private static final String AGENTS = "/api/agents";
  private static final String TASKS = "/api/tasks";
  private static final String AGENT = "verify";
  private static final long SHORTEST_PAUSE = 40;
  private static final long LONGEST_PAUSE = 500;
  private static final Set<String> UNFINISHED = Set.of("queued", "running");

  /** What may stand in a path as it is. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  @Override
  public String name() {
    return "task";
  }

  @Override
  public String expected(Target target) {
    return "a task of '" + target.probeSlug() + "' runs to its end: succeeded";
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    String agent = agent(site);
    long start = System.nanoTime();
    JsonNode task = wanted(201, post(site, TASKS, task(agent)), "POST", TASKS);
    String path = TASKS + "/" + id(task);
    long millis = 0;
    while (UNFINISHED.contains(task.path("status").asText())) {
      if (millis > site.limits().task().toMillis()) {
        String limit = site.limits().task().toMillis() + " ms";
        return Finding.fault(shown(task) + " after " + limit + ": no worker finishes it");
      }
      // Often while it may end at any moment, seldom when it is late anyway.
      TimeUnit.MILLISECONDS.sleep(Math.max(SHORTEST_PAUSE, Math.min(millis / 4, LONGEST_PAUSE)));
      task = wanted(200, send(site, probe(site, path)), "GET", path);
      millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
    return new Finding(
        task.path("status").asText().equals("succeeded"), shown(task) + " after " + millis + " ms");
  }

  /** A task that takes a worker 0.1 s. */
  private static String task(String agent) {
    return "{\"agentId\":\""
        + agent
        + "\",\"title\":\"Verification\",\"simulation\":{\"seconds\":0.1}}";
  }

  private static String shown(JsonNode task) {
    String error = task.path("error").asText("");
    String status = task.path("status").asText();
    return (status.isEmpty() ? "no status" : status) + (error.isBlank() ? "" : " (" + error + ")");
  }

  /** The id of the probe's agent, which the first verification creates. */
  private static String agent(Site site) throws NoAnswer {
    Optional<String> known = knownAgent(site);
    if (known.isPresent()) {
      return known.get();
    }
    Response answer = post(site, AGENTS, "{\"name\":\"" + AGENT + "\"}");
    if (answer.status() == 409) { // another verification was faster
      known = knownAgent(site);
    }
    return known.isPresent() ? known.get() : id(wanted(201, answer, "POST", AGENTS));
  }

  private static Optional<String> knownAgent(Site site) throws NoAnswer {
    JsonNode agents = wanted(200, send(site, probe(site, AGENTS)), "GET", AGENTS).path("items");
    for (JsonNode agent : agents) {
      if (agent.path("name").asText().equals(AGENT)) {
        return Optional.of(id(agent));
      }
    }
    return Optional.empty();
  }

  private static Response post(Site site, String path, String body) throws NoAnswer {
    return send(site, site.postAt(site.target().probeSlug(), path, body));
  }

  private static Request probe(Site site, String path) {
    return site.getAt(site.target().probeSlug(), path);
  }

  private static Response send(Site site, Request request) throws NoAnswer {
    return site.wire().send(site.withKey(request));
  }

  private static JsonNode wanted(int status, Response answer, String method, String path)
      throws NoAnswer {
    if (answer.status() != status) {
      throw new NoAnswer(
          method + " " + path + " answered " + answer.summary() + "; " + status + " was expected");
    }
    return answer.json();
  }

  private static String id(JsonNode node) throws NoAnswer {
    String id = node.path("id").asText();
    if (!ID.matcher(id).matches()) {
      throw new NoAnswer("an answer of the API has no usable 'id'");
    }
    return id;
  }
}
