package com.genericcorp.hq.server.lifecycle;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.live.EventReader;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.NotServed;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantEvent;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import com.genericcorp.hq.server.tenancy.TenantLocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Two servers on one database, one of which hears no announcements, and what an operator does. */
class SuspensionTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Operator ADA = new Operator("ada@host");

  private static TestInstallation installation;
  private static DeafProxy proxy;
  private static TestService hearing;
  private static TestService deaf;
  private static Suspension suspension;
  private static int organisations;

  private Tenant acme;
  private String key;

  @BeforeAll
  static void start() throws Exception {
    installation = TestInstallation.migrated();
    DatabaseSettings own = installation.settings;
    proxy = new DeafProxy(own.port());
    hearing = TestService.start(installation);
    deaf =
        TestService.start(
            new DatabaseSettings(own.host(), proxy.port(), own.name(), own.tls(), ""));
    suspension =
        new Suspension(installation.administration, installation.tenantAdministration, ADA);
  }

  @AfterAll
  static void stop() throws Exception {
    deaf.close();
    hearing.close();
    proxy.close();
    installation.close();
  }

  @BeforeEach
  void anOrganisationThatBothServe() {
    String slug = "acme-" + ++organisations;
    ApiKey first = installation.createWithKey(slug);
    key = first.reveal();
    acme = installation.tenantAdministration.find(new Slug(slug)).orElseThrow();
    await("both serve", SOON, () -> status(hearing) == 200 && status(deaf) == 200);
    assertThat(proxy.cut()).as("listening connections that were cut").isPositive();
  }

  @Test
  void onceTheCommandHasEndedNoServerServesAndOnceResumedAllDo() {
    ListAppender<ILoggingEvent> log = listenToTheLog();
    suspend("unpaid");
    for (TestService server : List.of(hearing, deaf)) {
      Reply refused = server.ask("GET", "/api/agents", acme.slug(), key, "");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("urn:agenthq:problem:organization-suspended");
    }
    assertThat(events()).extracting(TenantEvent::kind).startsWith("suspended");
    assertThat(events().get(0).detail()).isEqualTo("unpaid");
    assertThat(events().get(0).actor()).isEqualTo("ada@host");
    assertThat(resume()).isTrue();
    await("both serve", SOON, () -> status(hearing) == 200 && status(deaf) == 200);
    ((Logger) LoggerFactory.getLogger("com.genericcorp")).detachAppender(log);
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }

  @Test
  void statementsUnderWayAreCancelled() throws Exception {
    Future<String> statement =
        CompletableFuture.supplyAsync(
            () ->
                installation.tenants.inTenant(
                    acme,
                    handle ->
                        handle
                            .createQuery("select 'ended' from pg_sleep(14)")
                            .mapTo(String.class)
                            .one()));
    await("its lock", SOON, () -> acting() == 1);
    Suspension.Suspended done = suspend("");
    assertThat(done.cancelled()).isEqualTo(1);
    assertThat(done.terminated()).isZero();
    assertThat(acting()).isZero();
    assertThatThrownBy(() -> statement.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotServed.class);
  }

  @Test
  void aServerOfAnOlderBuildIsKeptOutAndWhatItHasUnderWayIsEnded() throws SQLException {
    try (Connection older = installation.gateways.pool(acme.cohort()).getConnection();
        Statement statement = older.createStatement()) {
      older.setAutoCommit(false);
      statement.execute(olderActAs());
      statement.execute("select * from agents");
      // Between two statements there is nothing to cancel.
      Suspension.Suspended done = suspend("");
      assertThat(done.terminated()).isEqualTo(1);
      assertThatThrownBy(() -> statement.execute("select * from agents"))
          .isInstanceOf(SQLException.class);
    }
    try (Connection older = installation.gateways.pool(acme.cohort()).getConnection();
        Statement statement = older.createStatement()) {
      older.setAutoCommit(false);
      assertThatThrownBy(() -> statement.execute(olderActAs()))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied to set role");
      older.rollback();
    }
  }

  @Test
  void anOperatorsOwnWorkInTheSchemaGoesOn() {
    installation.tenantAdministration.<Integer>asOwner(
        acme,
        handle -> {
          handle.execute("select count(*) from agents");
          suspend("");
          handle.execute("insert into agents (name) values ('kept')");
          return 0;
        });
    assertThat(installation.value("select count(*) from " + acme.schema() + ".agents"))
        .isEqualTo("1");
  }

  @Test
  void anotherOrganisationNoticesNothing() throws Exception {
    Tenant other = installation.create("other-" + organisations);
    Future<String> statement =
        CompletableFuture.supplyAsync(
            () ->
                installation.tenants.inTenant(
                    other,
                    handle ->
                        handle
                            .createQuery("select 'ended' from pg_sleep(1)")
                            .mapTo(String.class)
                            .one()));
    Thread.sleep(200);
    suspend("");
    assertThat(statement.get(10, TimeUnit.SECONDS)).isEqualTo("ended");
  }

  @Test
  void streamsEndOnEveryServerAlsoOnTheOneThatHearsNothing() throws Exception {
    try (EventReader first = stream(hearing);
        EventReader second = stream(deaf)) {
      assertThat(List.of(first.status, second.status)).containsExactly(200, 200);
      suspend("");
      assertThat(first.endsWithin(5)).isTrue();
      assertThat(second.endsWithin(5)).isTrue();
    }
    // For less than a second a server may believe what it knows, and begin what then ends at once.
    await("refusal", SOON, () -> refusesStreams(deaf));
  }

  @Test
  void aRunningTaskGoesBackToTheQueueAndOnFromItsProgressOnceResumed() {
    String agent =
        hearing
            .ask("POST", "/api/agents", acme.slug(), key, "{\"name\":\"Priya\"}")
            .json()
            .get("id")
            .asText();
    String body =
        "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":3,\"failures\":0}}"
            .formatted(agent);
    Reply made = hearing.ask("POST", "/api/tasks", acme.slug(), key, body);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    await("progress", SOON, () -> Integer.parseInt(task("progress")) > 0);
    assertThat(suspend("").tasksReturned()).isEqualTo(1);
    assertThat(task("status")).isEqualTo("queued");
    assertThat(task("attempts")).isEqualTo("0");
    String progress = task("progress");
    assertThat(installation.value("select count(*) from public.jobs where worker is not null"))
        .isEqualTo("0");
    assertThat(resume()).isTrue();
    await("its end", Duration.ofSeconds(15), () -> task("status").equals("succeeded"));
    assertThat(task("attempts")).isEqualTo("1");
    assertThat(Integer.parseInt(progress)).isPositive();
    assertThat(
            installation.value(
                "select string_agg(kind, ' ' order by id) from " + acme.schema() + ".task_events"))
        .isEqualTo("queued started returned started succeeded");
  }

  @Test
  void againNothingChangesAndOneThatWasKilledIsFinished() {
    assertThat(suspend("first").changed()).isTrue();
    assertThat(suspend("second").changed()).isFalse();
    assertThat(events()).extracting(TenantEvent::kind).containsOnlyOnce("suspended");
    // As if it had been killed with only the status written, by an older tool.
    installation.asSuperuser(
        "grant %s to %s with inherit false, set true granted by %s"
            .formatted(
                acme.role(),
                installation.administration.names().gateway(acme.cohort()),
                installation.administration.names().provisioner(acme.cohort())));
    suspend("third");
    assertThatThrownBy(() -> installation.tenants.inTenant(acme, handle -> 1))
        .isInstanceOf(NotServed.class);
    assertThat(resume()).isTrue();
    assertThat(resume()).isFalse();
    assertThat(installation.tenants.<Integer>inTenant(acme, handle -> 1)).isEqualTo(1);
  }

  @Test
  void theProbeIsNotSuspended() {
    Tenant probe =
        installation
            .tenantAdministration
            .find(Slug.PROBE)
            .orElseGet(() -> installation.create(Slug.PROBE.value()));
    try (OperationLock held = lock(probe)) {
      assertThatThrownBy(() -> suspension.suspend(held, probe, ""))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("cannot be suspended");
    }
  }

  /** What builds before this one begin their transactions with. */
  private String olderActAs() {
    return "select set_config('search_path', '%s', true), set_config('role', '%s', true)"
        .formatted(acme.schema(), acme.role());
  }

  private Suspension.Suspended suspend(String reason) {
    try (OperationLock held = lock(acme)) {
      return suspension.suspend(held, acme, reason);
    }
  }

  private boolean resume() {
    try (OperationLock held = lock(acme)) {
      return suspension.resume(held, acme);
    }
  }

  private static OperationLock lock(Tenant tenant) {
    return OperationLock.take(installation.administration, tenant, "suspended", ADA);
  }

  private int acting() {
    return Integer.parseInt(
        installation.value(
            "select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid"
                + " where l.locktype = 'advisory' and a.datname = current_database()"
                + " and a.usename like '%gateway%' and l.classid = ("
                + TenantLocks.acting(acme.id())
                + " >> 32)::bigint::oid"));
  }

  private EventReader stream(TestService server) throws IOException {
    return new EventReader(
        server.service.port(), acme.slug() + "." + TestService.HOST, key, Optional.empty());
  }

  private boolean refusesStreams(TestService server) {
    try (EventReader again = stream(server)) {
      return again.status == 403;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private String task(String column) {
    return installation.value("select " + column + " from " + acme.schema() + ".tasks");
  }

  private List<TenantEvent> events() {
    return installation.tenantAdministration.asOwner(
        handle -> TenantEvents.newest(handle, acme.id(), 10));
  }

  private int status(TestService server) {
    return server.ask("GET", "/api/agents", acme.slug(), key, "").status();
  }

  private static ListAppender<ILoggingEvent> listenToTheLog() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger("com.genericcorp")).addAppender(log);
    return log;
  }
}
