package com.genericcorp.hq.server.limits;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ResourceLimitsTest extends LimitsFixture {
  @Test
  void ofManyAtOnceAsManyAgentsAreMadeAsTheTierAllows() throws Exception {
    organisation("crowd", "free");
    List<Reply> replies =
        atOnce(12, one -> post("crowd", "/api/agents", "{\"name\":\"A" + one + "\"}"));
    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(3);
    List<Reply> refused = replies.stream().filter(reply -> reply.status() != 201).toList();
    assertThat(refused)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(403);
              assertThat(reply.json().get("type").asText()).endsWith(":limit-agents");
              assertThat(limit(reply).toString())
                  .isEqualTo(
                      "{\"name\":\"agents\",\"tier\":\"free\",\"allowed\":3,"
                          + "\"nextTier\":\"starter\",\"nextAllowed\":6}");
            });
    JsonNode organization = get("crowd", "/api/organization").json();
    assertThat(organization.get("used").get("agents").asInt()).isEqualTo(3);
    assertThat(organization.get("limits").toString())
        .isEqualTo(
            "{\"requestsPerMinute\":100,\"agents\":3,\"concurrentTasks\":4,\"storageGb\":1}");
    assertThat(organization.get("nextTier").get("name").asText()).isEqualTo("starter");
    assertThat(organization.get("nextTier").get("limits").get("agents").asInt()).isEqualTo(6);
    assertThat(organization.get("sample").asBoolean()).isFalse();
  }

  @Test
  void ofManyAtOnceAsManyTasksAreTakenAsTheTierAllows() throws Exception {
    organisation("busy", "free");
    String agent = agent("busy", "Priya");
    List<Reply> replies = atOnce(12, one -> post("busy", "/api/tasks", task(agent, 60)));
    List<Reply> made = replies.stream().filter(reply -> reply.status() == 201).toList();
    assertThat(made).hasSize(4);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 201)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(429);
              assertThat(reply.header("Retry-After")).isEqualTo("5");
              assertThat(reply.json().get("type").asText()).endsWith(":limit-concurrent-tasks");
              assertThat(limit(reply).get("name").asText()).isEqualTo("concurrentTasks");
            });
    assertThat(get("busy", "/api/organization").json().get("used").get("concurrentTasks").asInt())
        .isEqualTo(4);
    post("busy", made.get(0).header("Location") + "/cancel", "");
    assertThat(post("busy", "/api/tasks", task(agent, 0)).status()).isEqualTo(201);
    made.forEach(reply -> post("busy", reply.header("Location") + "/cancel", ""));
  }

  @Test
  void aFullOrganisationMakesNothingMoreButMayReadAndCancel() {
    organisation("full", "starter");
    String agent = agent("full", "Priya");
    String path = post("full", "/api/tasks", task(agent, 60)).header("Location");
    installation.asSuperuser(
        "update public.tenants set storage_bytes = 10000000000, storage_measured_at = now()"
            + " where slug = 'full'");
    await(
        "the limit",
        Duration.ofSeconds(4),
        () ->
            post("full", "/api/agents", "{\"name\":\" \"}").status() == 400
                && post("full", "/api/agents", "{\"name\":\"more\"}").status() == 403);
    Map<String, String> more =
        Map.of(
            "/api/tasks", task(agent, 0),
            "/api/users", "{\"email\":\"ada@example.com\",\"role\":\"member\"}",
            "/api/keys", "{\"name\":\"more\"}");
    more.forEach(
        (resource, body) -> {
          Reply refused = post("full", resource, body);
          assertThat(refused.status()).as(resource).isEqualTo(403);
          assertThat(refused.json().get("type").asText()).endsWith(":limit-storage");
          assertThat(limit(refused).get("name").asText()).isEqualTo("storageGb");
          assertThat(get("full", resource).status()).isEqualTo(200);
        });
    assertThat(get("full", "/api/users").json().get("items")).isEmpty();
    assertThat(get("full", "/api/keys").json().get("items")).hasSize(1);
    assertThat(post("full", path + "/cancel", "").status()).isEqualTo(200);
  }

  @Test
  void anArchivedAgentFreesItsNameAndItsPlaceAndTakesNoTasks() {
    organisation("archive", "starter");
    String name = "P".repeat(78) + "é";
    String agent = agent("archive", name);
    String done = post("archive", "/api/tasks", task(agent, 0)).header("Location");
    await(
        "its end",
        Duration.ofSeconds(10),
        () -> get("archive", done).json().get("status").asText().equals("succeeded"));
    assertThat(ask("DELETE", "archive", "/api/agents/" + agent, "").status()).isEqualTo(204);
    assertThat(ask("DELETE", "archive", "/api/agents/" + agent, "").status()).isEqualTo(204);
    JsonNode archived = get("archive", "/api/agents/" + agent).json();
    assertThat(archived.get("archivedAt").asText()).endsWith("Z");
    assertThat(archived.get("name").asText())
        .isEqualTo("P".repeat(60) + " (archived " + agent.substring(0, 8) + ")")
        .hasSize(80);
    assertThat(get("archive", "/api/agents").json().get("items")).isEmpty();
    assertThat(get("archive", "/api/organization").json().get("used").get("agents").asInt())
        .isZero();
    assertThat(post("archive", "/api/tasks", task(agent, 0)).status()).isEqualTo(400);
    assertThat(post("archive", "/api/agents", "{\"name\":\"" + name + "\"}").status())
        .isEqualTo(201);
    assertThat(get("archive", done).status()).isEqualTo(200);
  }

  @Test
  void aBusyAgentIsNotArchivedNorOneThatIsNotThere() {
    organisation("working", "free");
    String agent = agent("working", "Priya");
    String path = post("working", "/api/tasks", task(agent, 60)).header("Location");
    Reply refused = ask("DELETE", "working", "/api/agents/" + agent, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("type").asText()).endsWith(":agent-busy");
    assertThat(get("working", "/api/agents").json().get("items")).hasSize(1);
    post("working", path + "/cancel", "");
    // Somebody has already taken the name that it would have.
    agent("working", "Priya (archived " + agent.substring(0, 8) + ")");
    assertThat(ask("DELETE", "working", "/api/agents/" + agent, "").status()).isEqualTo(204);
    assertThat(get("working", "/api/agents/" + agent).json().get("name").asText())
        .isEqualTo("Priya (archived " + agent + ")");
    for (String nobody : List.of("x", "00000000-0000-0000-0000-000000000000")) {
      assertThat(ask("DELETE", "working", "/api/agents/" + nobody, "").status()).isEqualTo(404);
    }
  }

  @Test
  void noTaskIsMadeForAnAgentThatIsArchivedAtTheSameMoment() throws Exception {
    organisation("race", "enterprise");
    for (int round = 0; round < 10; round++) {
      String agent = agent("race", "R" + round);
      List<Reply> replies =
          atOnce(
              8,
              one ->
                  one % 2 == 0
                      ? post("race", "/api/tasks", task(agent, 60))
                      : ask("DELETE", "race", "/api/agents/" + agent, ""));
      long made = replies.stream().filter(reply -> reply.status() == 201).count();
      long archived = replies.stream().filter(reply -> reply.status() == 204).count();
      assertThat(replies).extracting(Reply::status).isSubsetOf(201, 204, 400, 409);
      assertThat(Math.min(made, archived)).as("made %d, archived %d", made, archived).isZero();
      assertThat(made + archived).isPositive();
      replies.stream()
          .filter(reply -> reply.status() == 201)
          .forEach(reply -> post("race", reply.header("Location") + "/cancel", ""));
    }
  }

  private interface Request {
    Reply send(int number);
  }

  private static List<Reply> atOnce(int count, Request request) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Callable<Reply>> all = new ArrayList<>();
      for (int one = 0; one < count; one++) {
        int number = one;
        all.add(() -> request.send(number));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> reply : threads.invokeAll(all)) {
        replies.add(reply.get());
      }
      return replies;
    } finally {
      threads.shutdown();
    }
  }
}
