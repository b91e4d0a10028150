package com.genericcorp.hq.server.seed;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tasks.Agents;
import com.genericcorp.hq.server.tasks.Simulation;
import com.genericcorp.hq.server.tasks.Task;
import com.genericcorp.hq.server.tasks.Tasks;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a visitor does to a sample is undone; what people made is theirs. */
@Tag("slow")
class DemoResetTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Clock MONDAY =
      Clock.fixed(Instant.parse("2026-03-09T20:00:00Z"), ZoneOffset.UTC);
  private static final Clock TUESDAY =
      Clock.fixed(Instant.parse("2026-03-10T20:00:00Z"), ZoneOffset.UTC);

  /** Everything that an organisation has, as one text to compare. */
  private static final String EVERYTHING =
      """
      select concat_ws(' ',
        (select md5(string_agg(a::text, '|' order by id)) from %1$s.agents a),
        (select md5(string_agg(t::text, '|' order by id)) from %1$s.tasks t),
        (select md5(string_agg(concat(task_id, at, kind, detail), '|' order by task_id, at))
           from %1$s.task_events),
        (select md5(string_agg(k::text, '|' order by id)) from %1$s.api_keys k),
        (select string_agg(concat(email, role, name, created_at), '|' order by email)
           from %1$s.users),
        (select count(*) from %1$s.sessions), (select count(*) from %1$s.invitations),
        (select count(*) from %1$s.idempotency_keys))
      """;

  private TestInstallation installation;
  private String key;

  @BeforeEach
  void seedOnMonday() {
    installation = TestInstallation.migrated();
    key = seeder(MONDAY).get("acme");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void whatVisitorsDidIsUndoneAndTheHistoryEndsNow() {
    String monday = everything("acme");
    UUID agent = installation.tenants.inTenant(acme(), this::visit);
    assertThat(everything("acme")).isNotEqualTo(monday);

    assertThat(reset(MONDAY)).containsExactly("acme", "globex");
    assertThat(everything("acme")).isEqualTo(monday);
    assertThat(count("public.jobs")).isZero();
    var found = installation.tenants.inTenant(acme(), handle -> Agents.find(handle, agent));
    assertThat(found.isPresent()).isFalse();

    reset(TUESDAY);
    assertThat(everything("acme")).isNotEqualTo(monday);
    assertThat(value("select max(finished_at) > '2026-03-10T12:00Z' from %s.tasks")).isEqualTo("t");
    assertThat(value("select max(finished_at) < '2026-03-10T20:00Z' from %s.tasks")).isEqualTo("t");
  }

  /** Everything that a visitor can leave behind. */
  private UUID visit(org.jdbi.v3.core.Handle handle) {
    UUID agent = Agents.create(handle, "Visitor's", "").orElseThrow().id();
    Tasks.create(handle, agent, "Waits", new Simulation(60, 0)).orElseThrow();
    handle.execute(
        "update agents set name = 'Renamed', archived_at = now() where name like 'Otto%'");
    handle.execute("insert into api_keys (name, secret_hash) values ('visitor', 'x')");
    handle.execute(
        "insert into idempotency_keys (caller, key, request_hash) values ('a', 'b', 'c')");
    handle.execute("insert into users (email, role) values ('visitor@example.com', 'member')");
    handle.execute(
        "insert into invitations (user_id, secret_hash, expires_at)"
            + " select id, decode(md5(id::text), 'hex'), now() from users");
    handle.execute(
        "insert into sessions (user_id, secret_hash, expires_at) select id, 'x', now() from users");
    return agent;
  }

  @Test
  void theUsageIsNewAndFitsTheTasks() {
    installation.asSuperuser(
        "update public.usage_hours set api_calls = api_calls + 1000000",
        "insert into public.usage_hours (tenant_id, hour, api_calls) select id, '2030-01-01Z', 5"
            + " from public.tenants where sample");
    reset(MONDAY);
    String own = " from public.usage_hours where tenant_id = '" + acme().id() + "'";
    assertThat(value("select max(hour) = '2026-03-09T20:00Z'" + own)).isEqualTo("t");
    assertThat(value("select max(api_calls) < 1000" + own)).isEqualTo("t");
    assertThat(value("select sum(task_runs)" + own))
        .isEqualTo(value("select count(*) from %s.task_events" + " where kind = 'started'"));
    assertThat(value("select max(storage_bytes)" + own))
        .isEqualTo(value("select storage_bytes from public.tenants where slug = 'acme'"));
  }

  @Test
  void theSeedsKeyWorksOnAndAnotherOneDoesNot() {
    reset(MONDAY);
    assertThat(seeder(MONDAY, Map.of("acme", key)).get("acme")).isEqualTo(key);
    assertThat(count(acme().schema() + ".api_keys")).isEqualTo(1);
  }

  @Test
  void anOrganisationThatAPersonMadeIsNeverTouchedWhateverItsName() {
    installation.create("initech");
    Tenant own = tenant("initech");
    installation.tenants.inTenant(own, this::visit);
    String before = everything("initech");
    String usage = "select count(*) from public.usage_hours where tenant_id = '" + own.id() + "'";
    List<SampleOrganization> samples =
        List.of(new SampleOrganization("initech", "Initech", "free"));
    Map<String, String> keys =
        new Seeder(installation.creation, installation.tenantAdministration, MONDAY)
            .seed(samples, "free", Map.of());
    assertThat(keys).doesNotContainKey("initech");
    assertThat(reset(TUESDAY)).doesNotContain("initech", "probe");
    assertThat(everything("initech")).isEqualTo(before);
    assertThat(installation.value(usage)).isEqualTo("0");
  }

  @Test
  void aSampleThatStopsToBeOneMeanwhileIsLeftAlone() throws Exception {
    String before = everything("acme");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection person = installation.database.connectAsSuperuser();
        Statement statement = person.createStatement()) {
      person.setAutoCommit(false);
      statement.execute("update public.tenants set sample = false where slug = 'acme'");
      Future<List<String>> renewed = thread.submit(() -> reset(TUESDAY));
      awaitWaiting();
      person.commit();
      assertThat(renewed.get()).containsExactly("globex");
    } finally {
      thread.shutdownNow();
    }
    assertThat(everything("acme")).isEqualTo(before);
  }

  @Test
  void tasksThatRunMeanwhileEndWithoutAnError() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try (TestService service = TestService.start(installation)) {
      String agent = value("select id from %s.agents limit 1");
      for (int round = 0; round < 3; round++) {
        for (int one = 0; one < 6; one++) {
          assertThat(task(service, agent, 1.5).status()).isEqualTo(201);
        }
        await("running", SOON, () -> runs() >= 2);
        reset(MONDAY);
      }
      assertThat(count("public.jobs")).isZero();
      assertThat(value("select count(*) from %s.tasks where status in ('queued', 'running')"))
          .isEqualTo("0");
      assertThat(task(service, agent, 0).status()).isEqualTo(201);
      await("an end", SOON, () -> count("public.jobs") == 0);
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list)
        .filteredOn(event -> event.getLoggerName().startsWith("com.genericcorp.hq.server.tasks"))
        .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }

  @Test
  void tasksThatAreMadeMeanwhileComeBeforeOrAfterIt() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TestService service = TestService.start(installation)) {
      String agent = value("select id from %s.agents limit 1");
      Future<List<Integer>> made =
          thread.submit(
              () -> Stream.generate(() -> task(service, agent, 0).status()).limit(60).toList());
      for (int round = 0; round < 4; round++) {
        reset(MONDAY);
      }
      // 429: more at once than its tier allows.
      assertThat(made.get()).contains(201).isSubsetOf(201, 429);
      await("an end", SOON, () -> count("public.jobs") == 0);
      assertThat(value("select count(*) from %s.tasks where status = 'queued'")).isEqualTo("0");
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aKilledOneChangesNothingAndTheNextDoesItAll() throws Exception {
    String before = everything("acme");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection other = installation.database.connectAsSuperuser();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // It has written half of it when it comes to this row.
      statement.execute(
          "select from public.usage_hours where tenant_id = '" + acme().id() + "' for update");
      Future<List<String>> killed = thread.submit(() -> reset(TUESDAY));
      awaitWaiting();
      installation.asSuperuser(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where wait_event_type = 'Lock' and datname = current_database()");
      assertThatThrownBy(killed::get).hasCauseInstanceOf(Failed.class).hasMessageContaining("acme");
      other.rollback();
    } finally {
      thread.shutdownNow();
    }
    assertThat(everything("acme")).isEqualTo(before);
    reset(TUESDAY);
    String after = everything("acme");
    assertThat(after).isNotEqualTo(before);
    reset(TUESDAY);
    assertThat(everything("acme")).isEqualTo(after);
  }

  @Test
  void twoAtOnceAreAsGoodAsOne() {
    reset(TUESDAY);
    String after = everything("acme");
    List<List<String>> outcomes =
        Stream.of(1, 2, 3).parallel().map(number -> reset(TUESDAY)).toList();
    assertThat(outcomes).containsOnly(List.of("acme", "globex"));
    assertThat(everything("acme")).isEqualTo(after);
  }

  private Map<String, String> seeder(Clock clock) {
    return seeder(clock, Map.of());
  }

  private Map<String, String> seeder(Clock clock, Map<String, String> known) {
    List<SampleOrganization> samples =
        List.of(
            new SampleOrganization("acme", "Acme", "growth"),
            new SampleOrganization("globex", "Globex", "starter"));
    return new Seeder(installation.creation, installation.tenantAdministration, clock)
        .seed(samples, "enterprise", known);
  }

  private List<String> reset(Clock clock) {
    return new DemoReset(installation.tenantAdministration, clock).run();
  }

  private Reply task(TestService service, String agent, double seconds) {
    String body =
        "{\"agentId\":\"%s\",\"title\":\"A visitor's\",\"simulation\":{\"seconds\":%s}}"
            .formatted(agent, seconds);
    return service.ask("POST", "/api/tasks", "acme", key, body);
  }

  private long runs() {
    return installation.tenants.inTenant(
        acme(),
        handle ->
            Tasks.newest(handle, null, 20, null).stream()
                .filter(task -> task.progress() > 0 && task.finishedAt() == null)
                .map(Task::id)
                .count());
  }

  private void awaitWaiting() {
    await(
        "somebody who waits for a lock",
        SOON,
        () ->
            !installation
                .value(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()")
                .equals("0"));
  }

  private String everything(String slug) {
    return installation.value(EVERYTHING.formatted(tenant(slug).schema()));
  }

  private String value(String sql) {
    return installation.value(sql.replace("%s", acme().schema()));
  }

  private int count(String table) {
    return Integer.parseInt(installation.value("select count(*) from " + table));
  }

  private Tenant acme() {
    return tenant("acme");
  }

  private Tenant tenant(String slug) {
    return installation.tenantAdministration.find(new Slug(slug)).orElseThrow();
  }
}
