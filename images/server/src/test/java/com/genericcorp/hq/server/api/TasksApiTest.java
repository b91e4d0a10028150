package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksApiTest {
  private static TestInstallation installation;
  private static TestService service;
  private static String key;
  private static String agent;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    service = TestService.start(installation);
    agent = ask("POST", "/api/agents", "{\"name\":\"Priya\"}").json().get("id").asText();
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void aTaskRunsToItsEndAndTellsWhatHappened() {
    Reply created = create("Compare quotes", "{\"seconds\":0,\"failures\":0}");
    assertThat(created.status()).isEqualTo(201);
    JsonNode task = created.json();
    assertThat(created.header("Location")).isEqualTo("/api/tasks/" + task.get("id").asText());
    assertThat(task.get("status").asText()).isEqualTo("queued");
    assertThat(task.get("result").isNull()).isTrue();
    assertThat(task.get("simulation").get("seconds").asInt()).isZero();

    JsonNode ended = ended(task.get("id").asText());
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(ended.get("progress").asInt()).isEqualTo(100);
    assertThat(ended.get("attempts").asInt()).isEqualTo(1);
    assertThat(ended.get("result").asText()).contains("Compare quotes");
    assertThat(kinds(ended)).containsExactly("queued", "started", "succeeded");
    for (String time : List.of("createdAt", "startedAt", "finishedAt")) {
      assertThat(ended.get(time).asText()).endsWith("Z");
      assertThat(Instant.parse(ended.get(time).asText()))
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }
  }

  @Test
  void aSimulationMayLastAFractionOfASecond() {
    JsonNode task = create("Short", "{\"seconds\":0.1}").json();
    assertThat(task.get("simulation").get("seconds").asText()).isEqualTo("0.1");
    JsonNode ended = ended(task.get("id").asText());
    assertThat(
            Duration.between(
                Instant.parse(ended.get("startedAt").asText()),
                Instant.parse(ended.get("finishedAt").asText())))
        .isBetween(Duration.ofMillis(90), Duration.ofSeconds(1));
  }

  @Test
  void anAttemptThatFailsIsRepeated() {
    String id = create("Retry me", "{\"seconds\":0,\"failures\":1}").json().get("id").asText();
    JsonNode ended = ended(id);
    assertThat(ended.get("status").asText()).isEqualTo("succeeded");
    assertThat(ended.get("attempts").asInt()).isEqualTo(2);
    assertThat(ended.get("error").isNull()).isTrue();
    assertThat(kinds(ended))
        .containsExactly("queued", "started", "retried", "started", "succeeded");
  }

  @Test
  void afterThreeAttemptsATaskHasFailed() {
    String id = create("Hopeless", "{\"seconds\":0,\"failures\":10}").json().get("id").asText();
    JsonNode ended = ended(id);
    assertThat(ended.get("status").asText()).isEqualTo("failed");
    assertThat(ended.get("attempts").asInt()).isEqualTo(3);
    assertThat(ended.get("error").asText()).isNotBlank();
    assertThat(ended.get("result").isNull()).isTrue();
    assertThat(ended.get("progress").asInt()).isLessThan(100);
  }

  @Test
  void aRunningTaskIsCancelledOnceAndForAll() {
    String id = create("Long", "{\"seconds\":600}").json().get("id").asText();
    await("running", Duration.ofSeconds(5), () -> status(id).equals("running"));
    Reply cancelled = ask("POST", "/api/tasks/" + id + "/cancel", "");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.json().get("status").asText()).isEqualTo("cancelled");
    Reply again = ask("POST", "/api/tasks/" + id + "/cancel", "");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("finishedAt")).isEqualTo(cancelled.json().get("finishedAt"));
    JsonNode task = ask("GET", "/api/tasks/" + id, "").json();
    assertThat(kinds(task)).containsExactly("queued", "started", "cancelled");
  }

  @Test
  void whatHasEndedOtherwiseIsNotCancelled() {
    String id = create("Quick", "{\"seconds\":0}").json().get("id").asText();
    ended(id);
    Reply refused = ask("POST", "/api/tasks/" + id + "/cancel", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("type").asText()).endsWith(":task-ended");
    assertThat(status(id)).isEqualTo("succeeded");
  }

  @Test
  void pagesShowEveryTaskOnceNewestFirst() {
    String other = installation.createWithKey("pages").reveal();
    String priya =
        service
            .ask("POST", "/api/agents", "pages", other, "{\"name\":\"P\"}")
            .json()
            .get("id")
            .asText();
    List<String> made = new ArrayList<>();
    for (int one = 0; one < 7; one++) {
      String body = "{\"agentId\":\"" + priya + "\",\"title\":\"T\",\"simulation\":{}}";
      made.add(
          0, service.ask("POST", "/api/tasks", "pages", other, body).json().get("id").asText());
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = service.ask("GET", "/api/tasks?limit=3" + cursor, "pages", other, "").json();
      assertThat(page.get("items").size()).isBetween(1, 3);
      page.get("items").forEach(task -> seen.add(task.get("id").asText()));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").asText();
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(made);
  }

  @Test
  void aListCanBeOfOneStatus() {
    String id = create("Listed", "{\"seconds\":0}").json().get("id").asText();
    ended(id);
    assertThat(ask("GET", "/api/tasks?status=succeeded", "").body()).contains(id);
    assertThat(ask("GET", "/api/tasks?status=cancelled&limit=100", "").body()).doesNotContain(id);
    assertThat(ask("GET", "/api/tasks?status=succeeded&limit=1", "").json().get("items"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=done",
        "status=",
        "status=queued' or 1=1 --",
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=ten",
        "limit=1e2",
        "limit=9999999999999999999",
        "cursor=abc",
        "cursor=%00",
        "stats=queued",
        "limit=1&limit=2",
        "&",
        "limit=%zz"
      })
  void aQueryThatMeansNothingIs400AndNamesThePart(String query) {
    Reply reply = ask("GET", "/api/tasks?" + query.replace(" ", "%20").replace("'", "%27"), "");
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().get("errors").get(0).get("pointer").asText()).startsWith("?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "1", "00000000-0000-0000-0000-000000000000", "%27", "..", "*"})
  void anIdOfNoTaskIs404(String id) {
    assertThat(ask("GET", "/api/tasks/" + id, "").status()).isEqualTo(404);
    assertThat(ask("POST", "/api/tasks/" + id + "/cancel", "").status()).isEqualTo(404);
  }

  @Test
  void anAgentThatIsNotTheirsIsAFaultOfTheRequest() {
    Reply reply =
        ask("POST", "/api/tasks", "{\"agentId\":\"" + UUID.randomUUID() + "\",\"title\":\"T\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("errors").get(0).get("pointer").asText()).isEqualTo("#/agentId");
  }

  private static Reply create(String title, String simulation) {
    return ask(
        "POST",
        "/api/tasks",
        "{\"agentId\":\"%s\",\"title\":\"%s\",\"simulation\":%s}"
            .formatted(agent, title, simulation));
  }

  private static JsonNode ended(String id) {
    await(
        "the end of " + id,
        Duration.ofSeconds(20),
        () -> !List.of("queued", "running").contains(status(id)));
    return ask("GET", "/api/tasks/" + id, "").json();
  }

  private static String status(String id) {
    return ask("GET", "/api/tasks/" + id, "").json().get("status").asText();
  }

  private static List<String> kinds(JsonNode task) {
    List<String> kinds = new ArrayList<>();
    task.get("events").forEach(event -> kinds.add(event.get("kind").asText()));
    return kinds;
  }

  private static Reply ask(String method, String path, String body) {
    return service.ask(method, path, "acme", key, body);
  }
}
