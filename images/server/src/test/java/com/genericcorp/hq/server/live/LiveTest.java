package com.genericcorp.hq.server.live;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of one organisation's tasks as they change. */
class LiveTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private TestInstallation installation;
  private TestService service;
  private String acme;
  private String globex;
  private final List<EventReader> readers = new ArrayList<>();

  @BeforeEach
  void start() {
    installation = TestInstallation.migrated();
    acme = installation.createWithKey("acme").reveal();
    globex = installation.createWithKey("globex").reveal();
    service = TestService.start(installation);
    await("ready", SOON, () -> service.raw(get("/ready", "x")).status() == 200);
    await(
        "live",
        SOON,
        () ->
            service
                .raw(get("/api/status", "demo.localhost"))
                .body()
                .contains("Changes are shown as they happen"));
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
  void aTaskIsSeenFromItsBeginningToItsEnd() throws Exception {
    EventReader reader = open("acme", acme, Optional.empty());
    assertThat(reader.status).isEqualTo(200);
    assertThat(reader.head)
        .contains("content-type: text/event-stream")
        .contains("cache-control: no-store")
        .contains("x-request-id: ");
    await("hello", SOON, () -> !reader.named("hello").isEmpty());
    assertThat(Instant.parse(reader.named("hello").get(0).id()))
        .isBetween(Instant.now().minusSeconds(20), Instant.now().plusSeconds(5));

    String task = create("acme", acme, agent("acme", acme), "Zeile 1 \"€\" 🙂", 0.4);
    await("its end", SOON, () -> reader.saw(task, "succeeded"));
    assertThat(reader.saw(task, "queued") || reader.saw(task, "running")).isTrue();
    JsonNode shown = service.ask("GET", "/api/tasks/" + task, "acme", acme, "").json();
    JsonNode last = reader.events.get(reader.events.size() - 1).json();
    assertThat(last.get("title")).isEqualTo(shown.get("title"));
    assertThat(last.get("updatedAt")).isEqualTo(shown.get("updatedAt"));
    assertThat(last.has("events")).isFalse();
    List<String> times =
        reader.named("task").stream().map(event -> event.json().get("updatedAt").asText()).toList();
    assertThat(times).isSorted();
  }

  @Test
  void organisationsSeeTheirOwnTasksOnly() throws Exception {
    EventReader first = open("acme", acme, Optional.empty());
    EventReader second = open("globex", globex, Optional.empty());
    String theirs = create("globex", globex, agent("globex", globex), "Theirs");
    String ours = create("acme", acme, agent("acme", acme), "Ours");
    await("both ends", SOON, () -> first.saw(ours, "succeeded") && second.saw(theirs, "succeeded"));
    assertThat(tasks(first)).containsExactly(ours);
    assertThat(tasks(second)).containsExactly(theirs);
  }

  @Test
  void whoComesBackIsSentWhatWasMissed() throws Exception {
    EventReader first = open("acme", acme, Optional.empty());
    await("hello", SOON, () -> !first.lastId.isEmpty());
    first.close();
    String agent = agent("acme", acme);
    String missed = create("acme", acme, agent, "Missed");
    EventReader second = open("acme", acme, Optional.of(first.lastId));
    await("what was missed", SOON, () -> second.saw(missed, "succeeded"));
    assertThat(second.events.get(0).name()).isEqualTo("hello");
    assertThat(second.named("reset")).isEmpty();
  }

  @Test
  void whoMissedTooMuchOrComesFromElsewhereIsToldToLoadAnew() throws Exception {
    EventReader first = open("acme", acme, Optional.empty());
    await("hello", SOON, () -> !first.lastId.isEmpty());
    String agent = agent("acme", acme);
    manyTasks("acme", agent, 501);
    // Too many at once, for those who are there, too.
    await("reset", SOON, () -> !first.named("reset").isEmpty());
    assertThat(first.named("task")).isEmpty();
    EventReader behind = open("acme", acme, Optional.of(first.lastId));
    await("reset", SOON, () -> !behind.named("reset").isEmpty());
    for (String id :
        List.of("42", "9999-01-01T00:00:00Z", "<script>", "+1000000000-12-31T00:00:00Z")) {
      EventReader strange = open("acme", acme, Optional.of(id));
      assertThat(strange.status).isEqualTo(200);
      await("reset", SOON, () -> !strange.named("reset").isEmpty());
    }
    EventReader old = open("acme", acme, Optional.of("-1000000000-01-01T00:00:00Z"));
    await("reset", SOON, () -> !old.named("reset").isEmpty());
  }

  @Test
  void eventsOfATaskAreListed() throws Exception {
    String task = create("acme", acme, agent("acme", acme), "T");
    await(
        "its end",
        SOON,
        () ->
            service
                .ask("GET", "/api/tasks/" + task + "/events", "acme", acme, "")
                .body()
                .contains("\"succeeded\""));
    JsonNode list =
        service.ask("GET", "/api/tasks/" + task + "/events", "acme", acme, "").json().get("items");
    assertThat(list.findValuesAsText("kind")).containsExactly("queued", "started", "succeeded");
    assertThat(service.ask("GET", "/api/tasks/" + task + "/events", "globex", globex, "").status())
        .isEqualTo(404);
  }

  private void manyTasks(String slug, String agent, int count) {
    String schema =
        installation.value("select schema_name from public.tenants where slug = '" + slug + "'");
    installation.asSuperuser(
        "insert into %s.tasks (agent_id, title, status) select '%s', 'T' || n, 'succeeded' from"
                .formatted(schema, agent)
            + " generate_series(1, "
            + count
            + ") n");
  }

  private Set<String> tasks(EventReader reader) {
    return reader.named("task").stream()
        .map(event -> event.json().get("id").asText())
        .collect(Collectors.toSet());
  }

  private EventReader open(String slug, String key, Optional<String> lastEventId) throws Exception {
    EventReader reader =
        new EventReader(service.service.port(), slug + ".demo.localhost", key, lastEventId);
    readers.add(reader);
    await("hello", SOON, () -> !reader.named("hello").isEmpty());
    return reader;
  }

  private String agent(String slug, String key) {
    return service
        .ask("POST", "/api/agents", slug, key, "{\"name\":\"Priya\"}")
        .json()
        .get("id")
        .asText();
  }

  private String create(String slug, String key, String agent, String title) {
    return create(slug, key, agent, title, 0);
  }

  private String create(String slug, String key, String agent, String title, double seconds) {
    return service
        .ask(
            "POST",
            "/api/tasks",
            slug,
            key,
            "{\"agentId\":\"%s\",\"title\":\"%s\",\"simulation\":{\"seconds\":%s}}"
                .formatted(agent, title.replace("\"", "\\\""), seconds))
        .json()
        .get("id")
        .asText();
  }

  private static String get(String path, String host) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }
}
