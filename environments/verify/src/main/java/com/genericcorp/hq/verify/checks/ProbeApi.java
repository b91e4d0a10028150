package com.genericcorp.hq.verify.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import java.util.Optional;
import java.util.regex.Pattern;

/** The API as the probe uses it, with its key and at its address. */
record ProbeApi(Site site) {
  private static final String AGENTS = "/api/agents";
  private static final String TASKS = "/api/tasks";
  private static final String AGENT = "verify";

  /** What may stand in a path as it is. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** What a GET answers with 200. */
  JsonNode get(String path) throws NoAnswer {
    return wanted(200, send(site.getAt(site.target().probeSlug(), path)), "GET", path);
  }

  /** What a POST answers with 201. */
  JsonNode create(String path, String json) throws NoAnswer {
    return wanted(201, post(path, json), "POST", path);
  }

  Response post(String path, String json) throws NoAnswer {
    return send(site.postAt(site.target().probeSlug(), path, json));
  }

  /** Removes what a check has made; that it does not work is no reason to lose what was seen. */
  void remove(String path) {
    try {
      Response unused = send(site.deleteAt(site.target().probeSlug(), path));
    } catch (NoAnswer stays) {
      // It is the probe's own, and harmless.
    }
  }

  Response send(Request request) throws NoAnswer {
    return site.wire().send(site.withKey(request));
  }

  static JsonNode wanted(int status, Response answer, String method, String path) throws NoAnswer {
    if (answer.status() != status) {
      throw new NoAnswer(
          method + " " + path + " answered " + answer.summary() + "; " + status + " was expected");
    }
    return answer.json();
  }

  /** Gives the probe's agent a task that takes a worker 0.1 s. */
  JsonNode task() throws NoAnswer {
    return create(
        TASKS,
        "{\"agentId\":\""
            + agent()
            + "\",\"title\":\"Verification\",\"simulation\":{\"seconds\":0.1}}");
  }

  static String taskPath(JsonNode task) throws NoAnswer {
    return TASKS + "/" + id(task);
  }

  /** The id of the probe's agent, which the first verification creates. */
  private String agent() throws NoAnswer {
    Optional<String> known = knownAgent();
    if (known.isPresent()) {
      return known.get();
    }
    Response answer = post(AGENTS, "{\"name\":\"" + AGENT + "\"}");
    if (answer.status() == 409) { // another verification was faster
      known = knownAgent();
    }
    return known.isPresent() ? known.get() : id(wanted(201, answer, "POST", AGENTS));
  }

  private Optional<String> knownAgent() throws NoAnswer {
    for (JsonNode agent : get(AGENTS).path("items")) {
      if (agent.path("name").asText().equals(AGENT)) {
        return Optional.of(id(agent));
      }
    }
    return Optional.empty();
  }

  /** The id of what was answered; it can stand in a path. */
  static String id(JsonNode node) throws NoAnswer {
    String id = node.path("id").asText();
    if (!ID.matcher(id).matches()) {
      throw new NoAnswer("an answer of the API has no usable 'id'");
    }
    return id;
  }
}
