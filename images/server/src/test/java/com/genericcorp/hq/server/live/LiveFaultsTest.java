package com.genericcorp.hq.server.live;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong around streams: lost connections, too many of them, rights that end. */
@Tag("slow")
class LiveFaultsTest {
  // One for the class: who runs a failing test once more repeats its run.
  private static final long SEED = Long.getLong("hq.seed", System.nanoTime());
  private static final Duration SOON = Duration.ofSeconds(15);

  // 10,000 in the long run: -Dhq.streams=10000
  private static final int ATTEMPTS = Integer.getInteger("hq.streams", 2_000);

  private final List<EventReader> readers = new ArrayList<>();
  private TestInstallation installation;
  private TestService service;
  private String key;
  private String agent;

  @BeforeEach
  void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    service = TestService.start(installation);
    await("ready", SOON, () -> service.raw(get("/ready", "x")).status() == 200);
    await("live", SOON, this::live);
    agent = ask("POST", "/api/agents", "{\"name\":\"Priya\"}").json().get("id").asText();
  }

  @AfterEach
  void stop() throws Exception {
    for (EventReader reader : readers) {
      reader.close();
    }
    service.close();
    installation.close();
  }

  @Test
  void readersThatComeAndGoUnderWritesMissNothing() throws Exception {
    System.out.println("readersThatComeAndGoUnderWritesMissNothing: -Dhq.seed=" + SEED);
    Random random = new Random(SEED);
    Map<String, String> seen = new ConcurrentHashMap<>();
    Set<String> made = ConcurrentHashMap.newKeySet();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService writers = Executors.newFixedThreadPool(3);
    for (int one = 0; one < 3; one++) {
      writers.execute(
          () -> {
            // Fewer than are sent one by one to who comes back.
            while (!enough.get() && made.size() < 400) {
              made.add(create(0).json().get("id").asText());
              pause();
            }
          });
    }
    String lastId = "";
    for (int round = 0; round < 12; round++) {
      EventReader reader = open(lastId.isEmpty() ? Optional.empty() : Optional.of(lastId));
      Thread.sleep(random.nextInt(300));
      reader.close();
      assertThat(reader.endsWithin(10)).isTrue();
      note(reader, seen);
      lastId = reader.lastId.isEmpty() ? lastId : reader.lastId;
      Thread.sleep(random.nextInt(200));
    }
    enough.set(true);
    writers.shutdown();
    assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    EventReader last = open(Optional.of(lastId));
    assertThat(last.named("reset")).as("too many tasks for this test").isEmpty();
    await(
        "every task's end",
        Duration.ofSeconds(60),
        () -> {
          note(last, seen);
          return made.stream().allMatch(task -> "succeeded".equals(seen.get(task)));
        });
  }

  @Test
  void aLostListenerMissesNothing() throws Exception {
    EventReader reader = open(Optional.empty());
    Set<String> made = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < 5; round++) {
      installation.asSuperuser(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name ="
              + " 'agenthq-live' and datname = '"
              + installation.database.name()
              + "'");
      for (int one = 0; one < 5; one++) {
        made.add(create(0).json().get("id").asText());
      }
      Thread.sleep(100);
    }
    await(
        "every task's end",
        SOON,
        () -> made.stream().allMatch(task -> reader.saw(task, "succeeded")));
    assertThat(reader.hasEnded()).isFalse();
    await("healthy again", SOON, this::live);
  }

  @Test
  void aCallerHasSomeStreamsAndNoMore() throws Exception {
    for (int one = 0; one < 20; one++) {
      open(Optional.empty());
    }
    Reply refused = service.raw(EventReader.request("acme.demo.localhost", key, Optional.empty()));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(refused.json().get("type").asText()).endsWith(":limit-streams");
    assertThat(refused.json().at("/limit/name").asText()).isEqualTo("streams");
    assertThat(refused.json().at("/limit/allowed").asInt()).isEqualTo(20);
    // Another key of the organisation's still has its own.
    String other = anotherKey("second");
    assertThat(open(other, Optional.empty()).status).isEqualTo(200);
    readers.get(0).close();
    await(
        "its place is free",
        Duration.ofSeconds(30),
        () -> {
          try {
            return open(key, Optional.empty()).status == 200;
          } catch (IOException problem) {
            throw new AssertionError(problem);
          }
        });
  }

  @Test
  void streamsEndWithTheKeyAndWithTheOrganisation() throws Exception {
    EventReader first = open(Optional.empty());
    EventReader second = open(anotherKey("second"), Optional.empty());
    String schema = installation.value("select schema_name from public.tenants");
    installation.asSuperuser(
        "update " + schema + ".api_keys set revoked_at = now() where name = 'second'");
    assertThat(second.endsWithin(25)).isTrue();
    assertThat(first.hasEnded()).isFalse();
    assertThat(first.comments).isPositive();
    installation.asSuperuser("update public.tenants set status = 'suspended'");
    assertThat(first.endsWithin(25)).isTrue();
  }

  @Test
  void aStopEndsStreamsAtOnceAlsoOfThoseThatDoNotRead() throws Exception {
    EventReader reader = open(Optional.empty());
    try (Socket deaf = new Socket("127.0.0.1", service.service.port())) {
      deaf.getOutputStream()
          .write(
              EventReader.request("acme.demo.localhost", key, Optional.empty())
                  .getBytes(StandardCharsets.UTF_8));
      Thread.sleep(300);
      long begun = System.nanoTime();
      service.close();
      assertThat(reader.endsWithin(1)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(7));
    }
  }

  @Test
  void thousandsOfAttemptsLeaveTheServerToOthers() throws Exception {
    EventReader before = open(anotherKey("second"), Optional.empty());
    List<Socket> sockets = new ArrayList<>();
    byte[] request =
        EventReader.request("acme.demo.localhost", key, Optional.empty())
            .getBytes(StandardCharsets.UTF_8);
    try {
      for (int one = 0; one < ATTEMPTS; one++) {
        Socket socket = new Socket("127.0.0.1", service.service.port());
        socket.getOutputStream().write(request);
        sockets.add(socket);
        if (one % 200 == 0) {
          assertThat(ask("GET", "/api/organization", "").status()).isEqualTo(200);
        }
      }
      String task = create(0).json().get("id").asText();
      await("its end", SOON, () -> before.saw(task, "succeeded"));
      assertThat(ask("GET", "/api/organization", "").status()).isEqualTo(200);
      Map<String, Integer> statuses = new HashMap<>();
      for (Socket socket : sockets) {
        socket.setSoTimeout(10_000);
        statuses.merge(
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII),
            1,
            Integer::sum);
      }
      assertThat(statuses)
          .containsEntry("HTTP/1.1 200", 20)
          .containsEntry("HTTP/1.1 429", ATTEMPTS - 20);
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void anEventArrivesSoonAfterTheCommit() throws Exception {
    EventReader reader = open(Optional.empty());
    String schema = installation.value("select schema_name from public.tenants");
    List<Long> millis = new ArrayList<>();
    try (Connection connection = installation.database.connectAsSuperuser()) {
      for (int one = 0; one < 20; one++) {
        String title = "T" + one;
        connection
            .createStatement()
            .execute(
                "insert into %s.tasks (agent_id, title, status) values ('%s', '%s', 'succeeded')"
                    .formatted(schema, agent, title));
        long committed = System.nanoTime();
        await(
            "the event",
            SOON,
            () ->
                reader.events.stream().anyMatch(event -> event.data().contains('"' + title + '"')));
        EventReader.Event event = reader.events.get(reader.events.size() - 1);
        millis.add(TimeUnit.NANOSECONDS.toMillis(event.nanos() - committed));
      }
    }
    assertThat(millis.stream().sorted().toList().get(10)).isLessThan(1_000);
  }

  private static void note(EventReader reader, Map<String, String> seen) {
    for (EventReader.Event event : reader.named("task")) {
      seen.merge(
          event.json().get("id").asText(),
          event.json().get("status").asText(),
          (old, now) -> old.equals("succeeded") ? old : now);
    }
  }

  private boolean live() {
    return service
        .raw(get("/api/status", "demo.localhost"))
        .body()
        .contains("Changes are shown as they happen");
  }

  /** Readers would else be told to begin anew: too much has changed. */
  private static void pause() {
    try {
      Thread.sleep(40);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private EventReader open(Optional<String> lastEventId) throws IOException {
    EventReader reader = open(key, lastEventId);
    assertThat(reader.status).isEqualTo(200);
    await("hello", SOON, () -> !reader.named("hello").isEmpty());
    return reader;
  }

  private EventReader open(String with, Optional<String> lastEventId) throws IOException {
    EventReader reader =
        new EventReader(service.service.port(), "acme.demo.localhost", with, lastEventId);
    readers.add(reader);
    return reader;
  }

  private String anotherKey(String name) {
    return installation
        .tenantAdministration
        .replaceKey(
            installation
                .tenantAdministration
                .find(new com.genericcorp.hq.server.tenancy.Slug("acme"))
                .orElseThrow(),
            name)
        .reveal();
  }

  private Reply create(int seconds) {
    return ask(
        "POST",
        "/api/tasks",
        "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":%d}}"
            .formatted(agent, seconds));
  }

  private Reply ask(String method, String path, String body) {
    return service.ask(method, path, "acme", key, body);
  }

  private static String get(String path, String host) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }
}
