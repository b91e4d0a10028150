package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server and the description that it serves say the same. */
class DescriptionTest {
  /** Documented, and not answered yet. */
  static final Set<String> NOT_YET =
      Set.of(
          "GET /api/session",
          "POST /api/session",
          "DELETE /api/session",
          "POST /api/session/sample",
          "POST /api/session/invitation",
          "POST /api/session/password",
          "GET /api/users",
          "POST /api/users",
          "GET /api/users/{id}",
          "PATCH /api/users/{id}",
          "DELETE /api/users/{id}",
          "POST /api/users/{id}/invitation",
          "GET /api/keys",
          "POST /api/keys",
          "DELETE /api/keys/{id}",
          "DELETE /api/agents/{id}",
          "GET /api/usage");

  /** Answered, but not with everything that is documented yet. */
  static final Set<String> IN_PART =
      Set.of(
          "GET /api/organization", "GET /api/agents", "POST /api/agents", "GET /api/agents/{id}");

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String HOST = "acme.demo.localhost";

  private final Description description = new Description();
  private TestInstallation installation;
  private TestService service;
  private String key;
  private String agent;
  private String task;

  @BeforeEach
  void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    service = TestService.start(installation);
    await(
        "ready", SOON, () -> service.raw("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n").status() == 200);
    agent = ask("POST", "/api/agents", "{\"name\":\"Priya\"}").json().get("id").asText();
    task = ask("POST", "/api/tasks", newTask(agent, 600)).json().get("id").asText();
  }

  @AfterEach
  void stop() {
    service.close();
    installation.close();
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOneIsThere() {
    Set<String> answered =
        service.routesBelow("/api/").stream()
            .filter(route -> !route.startsWith("HEAD "))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(description.operations()).containsAll(NOT_YET);
    Set<String> documented = description.operations();
    documented.removeAll(NOT_YET);
    assertThat(answered).isEqualTo(documented);
  }

  @Test
  void everyDocumentedAnswerLooksAsDocumented() {
    good("GET /api/openapi.json", ask("GET", "/api/openapi.json", ""));
    good("GET /api/status", ask("GET", "/api/status", ""));
    good("GET /api/organization", ask("GET", "/api/organization", ""));
    good("GET /api/agents", ask("GET", "/api/agents?limit=1", ""));
    good("POST /api/agents", ask("POST", "/api/agents", "{\"name\":\"Max\"}"));
    good("GET /api/agents/{id}", ask("GET", "/api/agents/" + agent, ""));
    good("GET /api/tasks", ask("GET", "/api/tasks?status=running&limit=1", ""));
    good("POST /api/tasks", ask("POST", "/api/tasks", newTask(agent, 0)));
    good("GET /api/tasks/{id}", ask("GET", "/api/tasks/" + task, ""));
    good("GET /api/tasks/{id}/events", ask("GET", "/api/tasks/" + task + "/events", ""));
    good("POST /api/tasks/{id}/cancel", ask("POST", "/api/tasks/" + task + "/cancel", ""));
  }

  @Test
  void everyErrorIsAProblemDocumentAndDocumented() {
    String unknown = "00000000-0000-4000-8000-000000000000";
    bad(400, "GET /api/tasks", ask("GET", "/api/tasks?limit=0", ""));
    bad(400, "GET /api/agents", ask("GET", "/api/agents?cursor=x", ""));
    bad(400, "POST /api/agents", ask("POST", "/api/agents", "{}"));
    bad(400, "POST /api/tasks", ask("POST", "/api/tasks", newTask(unknown, 0)));
    for (String path : Set.of("/api/agents", "/api/tasks", "/api/tasks/events")) {
      String operation = "GET " + path;
      bad(401, operation, raw("GET", path, HOST, ""));
      bad(400, operation, raw("GET", path, "demo.localhost", ""));
      bad(404, operation, raw("GET", path, "nobody.demo.localhost", ""));
      bad(403, operation, raw("GET", path, "globex.demo.localhost", bearer()));
    }
    bad(404, "GET /api/agents/{id}", ask("GET", "/api/agents/" + unknown, ""));
    bad(404, "GET /api/tasks/{id}", ask("GET", "/api/tasks/" + unknown, ""));
    bad(404, "GET /api/tasks/{id}/events", ask("GET", "/api/tasks/x/events", ""));
    bad(404, "POST /api/tasks/{id}/cancel", ask("POST", "/api/tasks/x/cancel", ""));
    bad(409, "POST /api/agents", ask("POST", "/api/agents", "{\"name\":\"Priya\"}"));
    String ended = ask("POST", "/api/tasks", newTask(agent, 0)).json().get("id").asText();
    await("its end", SOON, () -> ask("GET", "/api/tasks/" + ended, "").body().contains("succ"));
    bad(409, "POST /api/tasks/{id}/cancel", ask("POST", "/api/tasks/" + ended + "/cancel", ""));
    for (String path : Set.of("/api/agents", "/api/tasks")) {
      bad(415, "POST " + path, raw("POST", path, HOST, bearer() + "Content-Length: 2\r\n", "{}"));
      bad(413, "POST " + path, raw("POST", path, HOST, bearer() + "Content-Length: 99999\r\n"));
      bad(408, "POST " + path, raw("POST", path, HOST, bearer() + "Content-Length: 9\r\n"));
    }
    installation.asSuperuser(
        "update api_keys set role = 'reader'"
            .replace(
                "api_keys",
                installation.value("select schema_name from public.tenants") + ".api_keys"));
    await("read only", SOON, () -> ask("POST", "/api/agents", "{}").status() == 403);
    bad(403, "POST /api/tasks", ask("POST", "/api/tasks", newTask(agent, 0)));
    installation.asSuperuser(
        "alter role " + installation.administration.names().gateway(1) + " nologin",
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
            + installation.administration.names().gateway(1)
            + "'");
    await("away", SOON, () -> ask("GET", "/api/tasks", "").status() == 503);
    bad(503, "GET /api/tasks", ask("GET", "/api/tasks", ""));
    // What says how the service is says it now, too.
    Reply status = ask("GET", "/api/status", "");
    good("GET /api/status", status);
    await("down", SOON, () -> ask("GET", "/api/status", "").body().contains("\"down\""));
    good("GET /api/openapi.json", ask("GET", "/api/openapi.json", ""));
  }

  @Test
  void theDocumentIsNotSentAgainToWhoHasIt() {
    Reply first = ask("GET", "/api/openapi.json", "");
    assertThat(first.header("Cache-Control")).contains("max-age");
    Reply again =
        raw(
            "GET",
            "/api/openapi.json",
            HOST,
            "If-None-Match: \"x\", W/" + first.header("ETag") + "\r\n");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  private void good(String operation, Reply reply) {
    assertThat(reply.status()).as(operation + reply.body()).isBetween(200, 299);
    check(operation, reply);
  }

  private void bad(int status, String operation, Reply reply) {
    assertThat(reply.status()).as(operation + " " + reply.body()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    check(operation, reply);
  }

  private void check(String operation, Reply reply) {
    JsonNode response = description.response(operation, reply.status());
    assertThat(response).as(operation + " documents " + reply.status()).isNotNull();
    if (reply.status() < 300 && IN_PART.contains(operation)) {
      return;
    }
    assertThat(description.faults(response, reply.header("Content-Type"), reply.body()))
        .as(operation + " " + reply.status())
        .isEmpty();
  }

  private Reply ask(String method, String path, String body) {
    return service.ask(method, path, "acme", key, body);
  }

  private Reply raw(String method, String path, String host, String headers, String... body) {
    return RawHttp.exchange(
        service.service.port(),
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + headers
            + "\r\n"
            + String.join("", body));
  }

  private String bearer() {
    return "Authorization: Bearer " + key + "\r\n";
  }

  private static String newTask(String agent, int seconds) {
    return "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":%d}}"
        .formatted(agent, seconds);
  }
}
