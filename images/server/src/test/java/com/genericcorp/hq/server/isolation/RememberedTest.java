package com.genericcorp.hq.server.isolation;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.api.Description;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is remembered, by caches between and by the server itself, is nobody else's. */
class RememberedTest {
  private final Ground ground = Ground.shared();

  @AfterAll
  static void rest() {
    Ground.rest();
  }

  @Test
  void noAnswerWithAnOrganisationsDataMayBeKeptByACache() {
    for (String operation : new Description().operations()) {
      String path = operation.split(" ")[1];
      // The description is the same for all.
      if (operation.startsWith("GET") && !path.equals("/api/openapi.json")) {
        for (String id : path.contains("{") ? ground.ids(ground.acme) : List.of("")) {
          notKept(operation, own(path.replaceAll("\\{[^}]*\\}", id)));
        }
      }
    }
    notKept("refused", Http.to(ground).at("acme").get("/api/agents"));
    notKept("mixed", Http.to(ground).at("acme").key(ground.globex).get("/api/agents"));
    notKept("unknown", Http.to(ground).at("nobody").get("/api/agents"));
    notKept("signing in", Http.to(ground).at("acme").send("POST", "/api/session", "{}"));
  }

  private static void notKept(String what, Reply reply) {
    assertThat(reply.header("Cache-Control")).as(what).isEqualTo("no-store");
    assertThat(reply.header("ETag")).as(what).isEmpty();
    assertThat(reply.header("Last-Modified")).as(what).isEmpty();
  }

  @Test
  void aGuessedTagIsNoQuestionThatIsAnswered() {
    for (String tag : List.of("*", "\"1\"", "W/\"1\"")) {
      Reply reply =
          Http.to(ground)
              .at("acme")
              .key(ground.acme)
              .header("If-None-Match", tag)
              .get("/api/agents");
      assertThat(reply.status()).isEqualTo(200);
    }
  }

  @Test
  void whatDiffersByHostIsAskedForAnewAndDiffersByNothingElse() {
    for (String path : List.of("/", "/config.json")) {
      Reply acme = Http.to(ground).at("acme").get(path);
      Reply globex = Http.to(ground).at("globex").get(path);
      if (!acme.body().equals(globex.body())) {
        // By its host alone, which is part of what every cache goes by; and asked for anew.
        assertThat(acme.header("Cache-Control")).as(path).isIn("no-store", "no-cache");
        Reply named = Http.to(ground).at("acme").named("acme").key(ground.acme).get(path);
        assertThat(named.body()).as(path).isEqualTo(acme.body());
      }
      assertThat(globex.body()).as(path).doesNotContain(Ground.mark(ground.acme));
    }
  }

  private Reply own(String path) {
    return Http.to(ground).at("acme").key(ground.acme).get(path);
  }

  @Test
  void aNameThatPassesToAnotherShowsNeitherTheOthersRows() {
    Ground.Fresh one = ground.fresh();
    Ground.Fresh two = ground.fresh();
    String name = one.slug();
    String later = Ground.freshName();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    List<CompletableFuture<Void>> askers =
        Stream.of(one, two)
            .map(
                fresh ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (!over.get()) {
                            answers.addAndGet(ask(fresh, name) + ask(fresh, later));
                          }
                        }))
            .toList();
    await("answers to the first", ground.patience, () -> ask(one, name) == 1);
    ground.rename(one.tenant(), later);
    ground.rename(two.tenant(), name);
    await(
        "the name's new owner", ground.patience, () -> ask(two, name) == 1 && ask(one, name) == 0);
    await(
        "the old owner's new name",
        ground.patience,
        () -> ask(one, later) == 1 && ask(two, later) == 0);
    over.set(true);
    askers.forEach(CompletableFuture::join);
    assertThat(answers).hasPositiveValue();
  }

  /** 1 when it was answered, with its own organisation; 0 when it was refused. */
  private int ask(Ground.Fresh fresh, String host) {
    Reply reply = Http.to(ground).at(host).key(fresh.key()).get("/api/organization");
    if (reply.status() != 200) {
      assertThat(reply.status()).as(reply.body()).isIn(403, 404);
      return 0;
    }
    assertThat(reply.json().get("name").asText()).isEqualTo(fresh.tenant().name());
    return 1;
  }

  @Test
  void whoIsSuspendedIsRefusedSoonAndStaysSo() {
    Ground.Fresh fresh = ground.fresh();
    assertThat(ask(fresh, fresh.slug())).isEqualTo(1);
    ground.setStatus(fresh.tenant(), "suspended");
    await("refused", ground.patience, () -> ask(fresh, fresh.slug()) == 0);
    for (int again = 0; again < 20; again++) {
      Reply reply = Http.to(ground).at(fresh.slug()).key(fresh.key()).get("/api/organization");
      assertThat(reply.json().get("type").asText()).endsWith(":organization-suspended");
    }
    ground.setStatus(fresh.tenant(), "active");
    await("served again", ground.patience, () -> ask(fresh, fresh.slug()) == 1);
  }

  @Test
  void whatOneRepeatsIsNotAnsweredWithWhatAnotherDid() {
    String name = Ground.freshName();
    Reply first = repeated("acme", name);
    Reply second = repeated("globex", name);
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().get("id")).isNotEqualTo(first.json().get("id"));
    assertThat(repeated("acme", name).json().get("id")).isEqualTo(first.json().get("id"));
  }

  private Reply repeated(String slug, String name) {
    return Http.to(ground)
        .at(slug)
        .key(ground.keys.get(slug))
        .header("Idempotency-Key", name)
        .send("POST", "/api/agents", "{\"name\":\"" + name + "\"}");
  }
}
