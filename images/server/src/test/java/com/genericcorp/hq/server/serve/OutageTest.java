package com.genericcorp.hq.server.serve;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.migration.SharedSchema;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that is away, goes away, or is too busy, and comes back. */
@Tag("slow")
class OutageTest {
  private static final Duration BACK = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDatabaseThatGoesAwayUnderLoadComesBackAndNoAcceptedTaskIsLost(boolean killed)
      throws Exception {
    try (TestPostgres postgres = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(postgres)) {
      String key = installation.createWithKey("acme").reveal();
      commitForGood(installation);
      try (TestService service = TestService.start(installation)) {
        await("ready", BACK, () -> get(service, "/ready").status() == 200);
        Load load = new Load(service, key);
        await("some tasks", BACK, () -> load.accepted.size() >= 30);

        if (killed) {
          postgres.kill();
        } else {
          postgres.stop();
        }
        await("503", BACK, () -> load.statuses.contains(503));
        await("not ready", BACK, () -> get(service, "/ready").status() == 503);
        assertThat(get(service, "/health").status()).isEqualTo(200);
        postgres.restart();
        int before = load.accepted.size();
        await("tasks again", BACK, () -> load.accepted.size() > before + 10);
        load.stop();
        await("ready again", BACK, () -> get(service, "/ready").status() == 200);

        assertThat(Set.copyOf(load.statuses)).containsExactlyInAnyOrder(201, 503);
        assertThat(load.withoutRetryAfter).isEmpty();
        String schema =
            installation.value("select schema_name from public.tenants where slug = 'acme'");
        await(
            "the end of every task",
            Duration.ofSeconds(40),
            () -> installation.value("select count(*) from public.jobs").equals("0"));
        String accepted =
            load.accepted.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        assertThat(
                installation.value(
                    "select count(*) from %s.tasks where status = 'succeeded' and id in (%s)"
                        .formatted(schema, accepted)))
            .isEqualTo(Integer.toString(load.accepted.size()));
        assertThat(
                installation.value(
                    "select count(*) from (select task_id from %s.task_events where kind ="
                            .formatted(schema)
                        + " 'succeeded' group by task_id having count(*) > 1) twice"))
            .isEqualTo("0");
      }
    }
  }

  @Test
  void aTaskInTheMiddleOutlivesADatabasesRestart() throws Exception {
    try (TestPostgres postgres = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(postgres)) {
      String key = installation.createWithKey("acme").reveal();
      commitForGood(installation);
      try (TestService service = TestService.start(installation)) {
        String agent = agent(service, key);
        String path =
            service.ask("POST", "/api/tasks", "acme", key, task(agent, 3)).header("Location");
        await("running", BACK, () -> task(service, key, path).contains("\"running\""));
        postgres.kill();
        Thread.sleep(2_000);
        postgres.restart();
        await("the end", BACK, () -> task(service, key, path).contains("\"succeeded\""));
        assertThat(task(service, key, path)).contains("\"attempts\":1,");
      }
    }
  }

  @Test
  void aServerStartsWithoutItsDatabaseAndServesOnceItIsMigrated() {
    try (TestInstallation installation = TestInstallation.empty();
        TestService service = TestService.start(installation)) {
      assertThat(get(service, "/health").status()).isEqualTo(200);
      Reply waiting = get(service, "/ready");
      assertThat(waiting.status()).isEqualTo(503);
      assertThat(waiting.header("Retry-After")).isNotEmpty();
      await("a reason", BACK, () -> !get(service, "/ready").body().contains("starting"));
      assertThat(service.ask("GET", "/api/tasks", "acme", "no-key", "").status()).isIn(500, 503);
      new SharedSchema(installation.administration).migrate();
      await("ready", BACK, () -> get(service, "/ready").status() == 200);
      String key = installation.createWithKey("acme").reveal();
      String path =
          service
              .ask("POST", "/api/tasks", "acme", key, task(agent(service, key), 0))
              .header("Location");
      await("the end", BACK, () -> task(service, key, path).contains("\"succeeded\""));
    }
  }

  @Test
  void whenAllConnectionsAreBusyCallersAreToldToComeAgain() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(12);
    try (TestInstallation installation = TestInstallation.migrated()) {
      String key = installation.createWithKey("acme").reveal();
      String schema = installation.value("select schema_name from public.tenants");
      try (TestService service = TestService.start(installation)) {
        agent(service, key);
        List<Future<Reply>> replies = new ArrayList<>();
        try (Connection blocking = installation.database.connectAsSuperuser();
            Statement statement = blocking.createStatement()) {
          blocking.setAutoCommit(false);
          statement.execute("lock table " + schema + ".agents in access exclusive mode");
          for (int one = 0; one < 12; one++) {
            replies.add(callers.submit(() -> service.ask("GET", "/api/agents", "acme", key, "")));
          }
          await(
              "somebody is told",
              Duration.ofSeconds(10),
              () -> replies.stream().anyMatch(Future::isDone));
          assertThat(get(service, "/health").status()).isEqualTo(200);
          blocking.rollback();
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> reply : replies) {
          statuses.add(reply.get(20, TimeUnit.SECONDS).status());
        }
        assertThat(statuses).contains(503, 200).containsOnly(503, 200);
        assertThat(service.ask("GET", "/api/agents", "acme", key, "").status()).isEqualTo(200);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aRequestThatHangsDoesNotKeepTheServerFromStoppingInTime() throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try (TestInstallation installation = TestInstallation.migrated()) {
      String key = installation.createWithKey("acme").reveal();
      String schema = installation.value("select schema_name from public.tenants");
      TestService service = TestService.start(installation);
      String path =
          service
              .ask("POST", "/api/tasks", "acme", key, task(agent(service, key), 600))
              .header("Location");
      await("running", BACK, () -> task(service, key, path).contains("\"running\""));
      try (Connection blocking = installation.database.connectAsSuperuser();
          Statement statement = blocking.createStatement()) {
        blocking.setAutoCommit(false);
        statement.execute("lock table " + schema + ".agents in access exclusive mode");
        caller.submit(() -> service.ask("GET", "/api/agents", "acme", key, ""));
        Thread.sleep(300);
        long begun = System.nanoTime();
        // That the request was cut off may be said; the rest has stopped all the same.
        Throwable said = catchThrowable(service::close);
        if (said != null) {
          assertThat(said).isInstanceOf(Failed.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
      }
      assertThat(installation.value("select worker is null from public.jobs")).isEqualTo("t");
    } finally {
      caller.shutdownNow();
    }
  }

  @Test
  void aBusyServerIsReadyAllTheSame() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (TestInstallation installation = TestInstallation.migrated()) {
      String key = installation.createWithKey("acme").reveal();
      String schema = installation.value("select schema_name from public.tenants");
      try (TestService service = TestService.start(installation)) {
        await("ready", BACK, () -> get(service, "/ready").status() == 200);
        try (Connection blocking = installation.database.connectAsSuperuser();
            Statement statement = blocking.createStatement()) {
          blocking.setAutoCommit(false);
          statement.execute("lock table " + schema + ".agents in access exclusive mode");
          for (int one = 0; one < 8; one++) {
            callers.execute(() -> service.ask("GET", "/api/agents", "acme", key, ""));
          }
          for (int look = 0; look < 12; look++) {
            Thread.sleep(500);
            assertThat(get(service, "/ready").status()).isEqualTo(200);
          }
          blocking.rollback();
        }
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void aStatementThatTheDatabaseCutOffMayBeTriedAgain() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      String key = installation.createWithKey("acme").reveal();
      String schema = installation.value("select schema_name from public.tenants");
      installation.asSuperuser(
          "alter role "
              + installation.administration.names().gateway(1)
              + " set statement_timeout = '300ms'");
      try (TestService service = TestService.start(installation);
          Connection blocking = installation.database.connectAsSuperuser();
          Statement statement = blocking.createStatement()) {
        blocking.setAutoCommit(false);
        statement.execute("lock table " + schema + ".agents in access exclusive mode");
        Reply reply = service.ask("GET", "/api/agents", "acme", key, "");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        blocking.rollback();
        assertThat(service.ask("GET", "/api/agents", "acme", key, "").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsReadyAnswersTheVeryNextRequest() throws Exception {
    try (TestPostgres postgres = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(postgres)) {
      String key = installation.createWithKey("acme").reveal();
      try (TestService service = TestService.start(installation)) {
        await("ready", BACK, () -> get(service, "/ready").status() == 200);
        for (int round = 0; round < 3; round++) {
          postgres.stop();
          await("not ready", BACK, () -> get(service, "/ready").status() == 503);
          // Long enough for the pool to look for the database only every now and then.
          Thread.sleep(2_000);
          postgres.restart();
          await("ready", BACK, () -> get(service, "/ready").status() == 200);
          assertThat(service.ask("GET", "/api/organization", "acme", key, "").status())
              .isEqualTo(200);
        }
      }
    }
  }

  /** Test servers answer before a commit is written; a killed one would lose what it answered. */
  private static void commitForGood(TestInstallation installation) {
    installation.asSuperuser(
        "alter database " + installation.database.name() + " set synchronous_commit = on");
  }

  /** Callers that make tasks as fast as they are answered. */
  private static final class Load {
    final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Reply> withoutRetryAfter = new ConcurrentLinkedQueue<>();
    private final ExecutorService callers = Executors.newFixedThreadPool(3);
    private final AtomicBoolean stopped = new AtomicBoolean();

    Load(TestService service, String key) {
      String body = task(agent(service, key), 0);
      for (int caller = 0; caller < 3; caller++) {
        callers.execute(() -> call(service, key, body));
      }
    }

    private void call(TestService service, String key, String body) {
      while (!stopped.get()) {
        Reply reply = service.ask("POST", "/api/tasks", "acme", key, body);
        statuses.add(reply.status());
        if (reply.status() == 201) {
          accepted.add(reply.json().get("id").asText());
        } else if (reply.header("Retry-After").isEmpty()) {
          withoutRetryAfter.add(reply);
        }
      }
    }

    void stop() throws InterruptedException {
      stopped.set(true);
      callers.shutdown();
      assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String agent(TestService service, String key) {
    return service
        .ask("POST", "/api/agents", "acme", key, "{\"name\":\"Priya\"}")
        .json()
        .get("id")
        .asText();
  }

  private static String task(String agent, int seconds) {
    return "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":%d}}"
        .formatted(agent, seconds);
  }

  private static String task(TestService service, String key, String path) {
    return service.ask("GET", path, "acme", key, "").body();
  }

  private static Reply get(TestService service, String path) {
    return RawHttp.exchange(
        service.service.port(), "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  }
}
