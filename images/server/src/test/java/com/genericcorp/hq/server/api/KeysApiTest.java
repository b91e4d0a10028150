package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysApiTest {
  private static TestInstallation installation;
  private static TestService service;
  private static String owner;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    owner = installation.createWithKey("acme").reveal();
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void aKeyIsShownOnceAndMayWhatItsRoleMay() {
    Reply reply = create("{\"name\":\"ci\",\"role\":\"reader\",\"requestsPerMinute\":30}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    JsonNode made = reply.json();
    assertThat(reply.header("Location")).isEqualTo("/api/keys/" + made.get("id").asText());
    assertThat(made.get("requestsPerMinute").asInt()).isEqualTo(30);
    String key = made.get("key").asText();
    assertThat(key).matches("ahq_[a-z0-9]{10}_[\\w-]{43}");
    assertThat(ask(key, "GET", "/api/session", "").json().get("role").asText()).isEqualTo("reader");
    assertThat(ask(key, "POST", "/api/agents", "{\"name\":\"x\"}").status()).isEqualTo(403);
    assertThat(ask(key, "GET", "/api/keys", "").status()).isEqualTo(403);
    Reply list = ask(owner, "GET", "/api/keys", "");
    assertThat(list.body()).contains(made.get("id").asText()).doesNotContain("ahq_");
  }

  @Test
  void aRequestThatIsRepeatedMakesOneKeyAndShowsItOnce() {
    Reply first = named("keys-1", "/api/keys", "{\"name\":\"repeated\"}");
    Reply again = named("keys-1", "/api/keys", "{\"name\":\"repeated\"}");
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(again.status()).as(again.body()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
    assertThat(again.json().get("key").isNull()).isTrue();
    String schema =
        installation.value("select schema_name from public.tenants where slug = 'acme'");
    assertThat(
            installation.value(
                "select string_agg(k::text, ' ') from " + schema + ".idempotency_keys k"))
        .doesNotContain("ahq_");
  }

  @Test
  void anInvitationThatIsRepeatedIsOneAndItsLinkIsShownOnce() {
    String body = "{\"email\":\"twice@example.com\",\"role\":\"reader\"}";
    Reply first = named("users-1", "/api/users", body);
    Reply again = named("users-1", "/api/users", body);
    assertThat(first.json().at("/invitation/url").asText()).contains("#inv_");
    assertThat(again.status()).as(again.body()).isEqualTo(201);
    assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
    assertThat(again.json().at("/invitation/url").isNull()).isTrue();
    String path = first.header("Location") + "/invitation";
    Reply link = named("link-1", path, "{}");
    assertThat(link.json().get("url").asText()).contains("#inv_");
    assertThat(named("link-1", path, "{}").json().get("url").isNull()).isTrue();
  }

  private static Reply named(String name, String path, String body) {
    String request = RawHttp.request("POST", path, "acme.demo.localhost", Optional.of(owner), body);
    return service.raw(request.replaceFirst("\r\n", "\r\nIdempotency-Key: " + name + "\r\n"));
  }

  @Test
  void withoutARoleItIsAMembersAndWithoutALimitTheTiers() {
    JsonNode made = create("{\"name\":\"plain\",\"requestsPerMinute\":null}").json();
    assertThat(made.get("role").asText()).isEqualTo("member");
    assertThat(made.get("requestsPerMinute").isNull()).isTrue();
  }

  @Test
  void aRevokedKeyIsRefusedWithinSecondsAndItsNameIsFree() {
    JsonNode made = create("{\"name\":\"leaver\"}").json();
    String key = made.get("key").asText();
    assertThat(ask(key, "GET", "/api/session", "").status()).isEqualTo(200);
    String path = "/api/keys/" + made.get("id").asText();
    assertThat(ask(owner, "DELETE", path, "").status()).isEqualTo(204);
    await("401", Duration.ofSeconds(2), () -> ask(key, "GET", "/api/session", "").status() == 401);
    assertThat(ask(owner, "DELETE", path, "").status()).isEqualTo(404);
    assertThat(create("{\"name\":\"leaver\"}").status()).isEqualTo(201);
  }

  @Test
  void ofManyOfOneNameOneIsMade() {
    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(one -> create("{\"name\":\"twin\"}").status())
            .toList();
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
    assertThat(statuses).containsOnly(201, 409);
    assertThat(create("{\"name\":\"twin\"}").json().get("type").asText()).endsWith(":key-exists");
  }

  @Test
  void keysAreListedInPartsNewestFirst() {
    String slug = "lists";
    String first = installation.createWithKey(slug).reveal();
    List<String> made = new ArrayList<>();
    for (int one = 0; one < 4; one++) {
      String body = "{\"name\":\"k" + one + "\"}";
      made.add(0, service.ask("POST", "/api/keys", slug, first, body).json().get("name").asText());
    }
    made.add("first");
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode part = service.ask("GET", "/api/keys?limit=2" + cursor, slug, first, "").json();
      part.get("items").forEach(key -> seen.add(key.get("name").asText()));
      cursor = part.get("next").isNull() ? "" : "&cursor=" + part.get("next").asText();
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"\"}",
        "{\"name\":\" \"}",
        "{\"name\":\"a\\nb\"}",
        "{\"name\":\"a\\u0000\"}",
        "{\"name\":\"x\",\"role\":\"admin\"}",
        "{\"name\":\"x\",\"role\":7}",
        "{\"name\":\"x\",\"requestsPerMinute\":0}",
        "{\"name\":\"x\",\"requestsPerMinute\":1000001}",
        "{\"name\":\"x\",\"requestsPerMinute\":\"1\"}",
        "{\"name\":\"x\",\"requestsPerMinute\":1.5}",
        "{\"name\":\"x\",\"key\":\"ahq_mine\"}"
      })
  void whatIsNoKeyIsRefused(String body) {
    assertThat(create(body).status()).isEqualTo(400);
  }

  private static Reply create(String body) {
    return ask(owner, "POST", "/api/keys", body);
  }

  private static Reply ask(String key, String method, String path, String body) {
    return service.ask(method, path, "acme", key, body);
  }
}
