package com.genericcorp.hq.tour.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.verify.checks.Site;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An organisation's API, asked with a key. */
public final class Organization {
  /** By which the tour finds what an earlier one left. */
  public static final String MARK = "Made by the tour.";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Site site;
  private final String slug;
  private final ApiKey key;
  private final Turn turn;

  Organization(Site site, String slug, ApiKey key, Turn turn) {
    this.site = site;
    this.slug = slug;
    this.key = key;
    this.turn = turn;
  }

  public String slug() {
    return slug;
  }

  /** The same address, asked with another organisation's key. */
  public Organization askedBy(Organization stranger) {
    return new Organization(site, slug, stranger.key, turn);
  }

  public Response get(String path) throws NoAnswer {
    return send(site.getAt(slug, path));
  }

  public Response post(String path, String json) throws NoAnswer {
    return send(site.postAt(slug, path, json));
  }

  public Response delete(String path) throws NoAnswer {
    return send(site.deleteAt(slug, path));
  }

  /**
   * What a GET answers.
   *
   * @throws Failed when that is not 200
   */
  public JsonNode read(String path) throws NoAnswer {
    return expect(200, get(path), "GET " + path);
  }

  /** Makes an agent that the tour will archive. */
  public Response addAgent(String name, String job) throws NoAnswer {
    return post(
        "/api/agents", "{\"name\":\"" + name + "\",\"description\":\"" + job + " " + MARK + "\"}");
  }

  /**
   * Gives an agent something to do; its id.
   *
   * @param seconds of an attempt
   * @param failures how many attempts fail
   */
  public String addTask(String agent, String title, double seconds, int failures) throws NoAnswer {
    String body =
        "{\"agentId\":\""
            + agent
            + "\",\"title\":\""
            + title
            + "\",\"simulation\":{\"seconds\":"
            + seconds
            + ",\"failures\":"
            + failures
            + "}}";
    return id(expect(201, post("/api/tasks", body), "POST /api/tasks"));
  }

  /** Agents that a tour has made and not archived. */
  public List<String> toursAgents() throws NoAnswer {
    List<String> ids = new ArrayList<>();
    for (JsonNode agent : read("/api/agents?limit=100").path("items")) {
      if (agent.path("description").asText().endsWith(MARK)) {
        ids.add(id(agent));
      }
    }
    return ids;
  }

  /** The answer's JSON, when it has the status that was expected. */
  public JsonNode expect(int status, Response answer, String what) throws NoAnswer {
    if (answer.status() != status) {
      throw new Failed(
          "%s: %s answered %s; %d was expected", slug, what, key.redact(answer.summary()), status);
    }
    return answer.json();
  }

  /** The id in an answer: what may stand in a path as it is. */
  public String id(JsonNode node) {
    String id = node.path("id").asText();
    if (!ID.matcher(id).matches()) {
      throw new Failed("%s: an answer of the API has no usable 'id'", slug);
    }
    return id;
  }

  private Response send(Request request) throws NoAnswer {
    return turn.take(() -> site.wire().send(site.withKey(key, request)));
  }
}
