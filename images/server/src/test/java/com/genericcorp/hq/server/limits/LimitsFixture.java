package com.genericcorp.hq.server.limits;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A service with small tiers, and organisations in them. */
abstract class LimitsFixture {
  static final Tiers TIERS =
      Tiers.parse(
          """
          {"free": {"requestsPerMinute": 100, "agents": 3, "concurrentTasks": 4, "storageGb": 1},
           "starter": {"requestsPerMinute": 5000, "agents": 6, "concurrentTasks": 8,
                       "storageGb": 10},
           "enterprise": {}}
          """);

  static TestInstallation installation;
  static TestService service;
  private static final Map<String, String> KEYS = new HashMap<>();

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    service = TestService.start(installation, TIERS);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  static String organisation(String slug, String tier) {
    KEYS.put(
        slug, installation.creation.create(new Slug(slug), slug, tier, "first").key().reveal());
    return slug;
  }

  static Reply get(String slug, String path) {
    return service.ask("GET", path, slug, KEYS.get(slug), "");
  }

  static Reply post(String slug, String path, String body, String... headers) {
    return ask("POST", slug, path, body, headers);
  }

  static Reply ask(String method, String slug, String path, String body, String... headers) {
    String request =
        RawHttp.request(
            method, path, slug + "." + TestService.HOST, Optional.ofNullable(KEYS.get(slug)), body);
    return service.raw(with(request, headers));
  }

  static String key(String slug) {
    return KEYS.getOrDefault(slug, "");
  }

  static String with(String request, String... headers) {
    int end = request.indexOf("\r\n\r\n");
    StringBuilder more = new StringBuilder(request.substring(0, end));
    for (String header : headers) {
      more.append("\r\n").append(header);
    }
    return more + request.substring(end);
  }

  static String agent(String slug, String name) {
    return post(slug, "/api/agents", "{\"name\":\"" + name + "\"}").json().get("id").asText();
  }

  static String task(String agent, int seconds) {
    return "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":%d}}"
        .formatted(agent, seconds);
  }

  static JsonNode limit(Reply reply) {
    return reply.json().get("limit");
  }

  static String schema(String slug) {
    return installation.value("select schema_name from public.tenants where slug = '" + slug + "'");
  }
}
