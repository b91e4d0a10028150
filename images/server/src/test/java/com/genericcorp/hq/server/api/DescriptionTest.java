package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server and the description that it serves say the same. */
@Tag("slow")
class DescriptionTest {
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
    assertThat(answered).isEqualTo(description.operations());
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
    String idle = ask("POST", "/api/agents", "{\"name\":\"Ida\"}").json().get("id").asText();
    good("DELETE /api/agents/{id}", ask("DELETE", "/api/agents/" + idle, ""));
    good("GET /api/agents/{id}", ask("GET", "/api/agents/" + idle, ""));
    good("GET /api/usage", ask("GET", "/api/usage", ""));
    good("GET /api/usage", ask("GET", "/api/usage?by=hour", ""));
  }

  @Test
  void whatMayBeLeftOutMayAlsoBeNullAsDocumented() throws Exception {
    accepted("/api/agents", "{\"name\":\"Noor\",\"description\":null}");
    accepted("/api/tasks", nullFields("\"simulation\":null"));
    accepted("/api/tasks", nullFields("\"simulation\":{\"seconds\":null,\"failures\":null}"));
    accepted("/api/keys", "{\"name\":\"ci\",\"role\":null,\"requestsPerMinute\":null}");
    assertThat(description.fieldsLeftOutButNotNull()).isEmpty();
  }

  private void accepted(String path, String body) throws Exception {
    assertThat(description.requestFaults("POST " + path, body)).as(body).isEmpty();
    assertThat(ask("POST", path, body).status()).as(body).isEqualTo(201);
  }

  private String nullFields(String field) {
    return String.format("{\"agentId\":\"%s\",\"title\":\"Nothing\",%s}", agent, field);
  }

  @Test
  void everyAnswerAboutPeopleAndKeysLooksAsDocumented() {
    good("GET /api/session", ask("GET", "/api/session", ""));
    Reply invited = ask("POST", "/api/users", "{\"email\":\"ada@example.com\",\"role\":\"owner\"}");
    good("POST /api/users", invited);
    String user = "/api/users/" + invited.json().get("id").asText();
    good("GET /api/users", ask("GET", "/api/users", ""));
    good("GET /api/users/{id}", ask("GET", user, ""));
    Reply link = ask("POST", user + "/invitation", "{}");
    good("POST /api/users/{id}/invitation", link);
    good("PATCH /api/users/{id}", ask("PATCH", user, "{\"role\":\"member\"}"));
    Browser browser = new Browser(service, "acme");
    good(
        "POST /api/session/invitation",
        browser.accept(link.json().get("url").asText(), "Ada", "correct horse battery"));
    good("GET /api/session", browser.get("/api/session"));
    good("DELETE /api/session", browser.change("DELETE", "/api/session", ""));
    good("DELETE /api/users/{id}", ask("DELETE", user, ""));
    Reply made = ask("POST", "/api/keys", "{\"name\":\"ci\",\"requestsPerMinute\":5}");
    good("POST /api/keys", made);
    good("GET /api/keys", ask("GET", "/api/keys", ""));
    good("DELETE /api/keys/{id}", ask("DELETE", "/api/keys/" + made.json().get("id").asText(), ""));
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
