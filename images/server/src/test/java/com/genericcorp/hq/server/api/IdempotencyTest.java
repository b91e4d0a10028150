package com.genericcorp.hq.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that carry a name of their sender's. */
class IdempotencyTest {
  private static TestInstallation installation;
  private static TestService service;
  private static Tenant acme;
  private static String key;
  private static String agent;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    acme = installation.tenantAdministration.find(new Slug("acme")).orElseThrow();
    service = TestService.start(installation);
    agent = post(key, "/api/agents", "{\"name\":\"Priya\"}", "").json().get("id").asText();
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void aRepeatedRequestTakesEffectOnceAndIsAnsweredAlike() {
    Reply first = task("Once", "one:1");
    Reply again = task("Once", "one:1");
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.header("Content-Type")).isEqualTo("application/json");
    assertThat(tasks("Once")).isEqualTo("1");
  }

  @Test
  void ofManyAtOnceOneTakesEffectAndAllAreAnsweredAlike() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Reply>> requests =
        IntStream.range(0, 8)
            .mapToObj(one -> (Callable<Reply>) () -> task("Race", "race"))
            .toList();
    List<Future<Reply>> replies = threads.invokeAll(requests);
    threads.shutdown();
    String location = replies.get(0).get().header("Location");
    int replayed = 0;
    for (Future<Reply> reply : replies) {
      assertThat(reply.get().status()).isEqualTo(201);
      assertThat(reply.get().header("Location")).isEqualTo(location);
      replayed += reply.get().header("Idempotency-Replayed").isEmpty() ? 0 : 1;
    }
    assertThat(replayed).isEqualTo(7);
    assertThat(tasks("Race")).isEqualTo("1");
  }

  @Test
  void aNameIsOneRequests() {
    task("First", "reused");
    Reply other = task("Second", "reused");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.json().get("type").asText()).endsWith(":idempotency-key-reused");
    assertThat(post(key, "/api/agents", "{\"name\":\"Other\"}", "reused").status()).isEqualTo(422);
    assertThat(tasks("Second")).isEqualTo("0");
    // And one caller's.
    String second = installation.tenantAdministration.replaceKey(acme, "second").reveal();
    Reply theirs = post(second, "/api/tasks", body("Second"), "reused");
    assertThat(theirs.status()).isEqualTo(201);
    assertThat(theirs.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void whatWasRefusedLeavesNothing() {
    assertThat(post(key, "/api/agents", "{\"name\":\"Maya\"}", "").status()).isEqualTo(201);
    assertThat(post(key, "/api/agents", "{\"name\":\"Maya\"}", "taken").status()).isEqualTo(409);
    installation.asSuperuser(
        "update " + acme.schema() + ".agents set name = 'Gone' where name = 'Maya'");
    Reply later = post(key, "/api/agents", "{\"name\":\"Maya\"}", "taken");
    assertThat(later.status()).isEqualTo(201);
    assertThat(later.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void afterADayANameIsNew() {
    task("Daily", "daily");
    installation.asSuperuser(
        "update "
            + acme.schema()
            + ".idempotency_keys"
            + " set created_at = now() - interval '25 hours' where key = 'daily'");
    Reply later = task("Daily again", "daily");
    assertThat(later.status()).isEqualTo(201);
    assertThat(later.header("Idempotency-Replayed")).isEmpty();
    assertThat(task("Daily again", "daily").header("Idempotency-Replayed")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two words", "a;b", "\u00e9", "\"quoted\"", "a,b", "{tooLong}", "{empty}"})
  void aNameThatIsNoneIs400(String name) {
    String sent = name.replace("{tooLong}", "x".repeat(65)).replace("{empty}", " ");
    Reply reply = post(key, "/api/tasks", body("Never"), sent);
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(tasks("Never")).isEqualTo("0");
  }

  @Test
  void aNameSentTwiceIs400() {
    assertThat(post(key, "/api/tasks", body("Never"), "a\r\nIdempotency-Key: b").status())
        .isEqualTo(400);
  }

  private static Reply task(String title, String name) {
    return post(key, "/api/tasks", body(title), name);
  }

  private static String body(String title) {
    return "{\"agentId\":\"%s\",\"title\":\"%s\",\"simulation\":{\"seconds\":0}}"
        .formatted(agent, title);
  }

  private static Reply post(String with, String path, String body, String name) {
    String request =
        RawHttp.request("POST", path, "acme." + TestService.HOST, Optional.of(with), body);
    return service.raw(
        name.isEmpty()
            ? request
            : request.replaceFirst("\r\nAuth", "\r\nIdempotency-Key: " + name + "\r\nAuth"));
  }

  private static String tasks(String title) {
    return installation.value(
        "select count(*) from " + acme.schema() + ".tasks where title = '" + title + "'");
  }
}
