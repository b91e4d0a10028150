package com.genericcorp.hq.server.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.tenancy.Tenant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsageRecordingTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static TestInstallation installation;
  private static Tenant acme;
  private static Tenant globex;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LimitMetrics metrics = new LimitMetrics(registry);
  private final SetClock clock = new SetClock();
  private final UsageMeter meter = new UsageMeter(clock, metrics);
  private final UsageFlush flush = new UsageFlush(meter, installation.tenants, metrics);

  private static final class SetClock extends Clock {
    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    acme = installation.create("acme");
    globex = installation.create("globex");
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @BeforeEach
  void nothingIsRecorded() {
    installation.asSuperuser("delete from public.usage_hours");
  }

  @Test
  void whatIsCountedIsRecordedOnceAndAdded() {
    meter.apiCall(acme);
    meter.apiCall(acme);
    meter.taskRun(acme, Duration.ofMillis(1_500));
    meter.taskTime(acme, Duration.ofMillis(250));
    meter.apiCall(globex);
    flush.flush();
    flush.flush();
    meter.apiCall(acme);
    flush.flush();
    assertThat(rows()).containsExactly("acme 12:00 3 1 1.75", "globex 12:00 1 0 0");
  }

  @Test
  void aBatchThatComesAgainOrLateIsCountedOnce() {
    List<UsageMeter.Row> rows =
        List.of(
            new UsageMeter.Row(
                new UsageMeter.Slot(acme.id(), NOON), new UsageMeter.Used(7, 2, 3.5)));
    assertThat(flush.record(1, rows)).isTrue();
    assertThat(flush.record(1, rows)).isFalse();
    assertThat(flush.record(2, rows)).isTrue();
    assertThat(flush.record(1, rows)).isFalse();
    // Another process has numbers of its own.
    assertThat(new UsageFlush(meter, installation.tenants, metrics).record(1, rows)).isTrue();
    assertThat(rows()).containsExactly("acme 12:00 21 6 10.5");
  }

  @Test
  void anOrganisationThatIsGoneIsLeftOut() {
    List<UsageMeter.Row> rows =
        List.of(
            new UsageMeter.Row(
                new UsageMeter.Slot("0123456789", NOON), new UsageMeter.Used(7, 2, 3.5)),
            new UsageMeter.Row(new UsageMeter.Slot(acme.id(), NOON), new UsageMeter.Used(1, 0, 0)));
    assertThat(flush.record(1, rows)).isTrue();
    assertThat(rows()).containsExactly("acme 12:00 1 0 0");
  }

  @Test
  void eachCountBelongsToTheHourInWhichItWasMade() {
    clock.now = Instant.parse("2026-11-23T12:59:59.999999999Z");
    meter.apiCall(acme);
    clock.now = Instant.parse("2026-11-23T13:00:00Z");
    meter.apiCall(acme);
    meter.apiCall(acme);
    flush.flush();
    assertThat(rows()).containsExactly("acme 12:00 1 0 0", "acme 13:00 2 0 0");
  }

  @Test
  void aClockThatJumpsNeitherLosesNorDoublesAnything() {
    for (String time :
        List.of(
            "2026-11-23T12:30:00Z",
            "2026-11-23T18:30:00Z",
            "2026-11-23T10:30:00Z",
            "2026-11-23T12:31:00Z")) {
      clock.now = Instant.parse(time);
      meter.apiCall(acme);
      flush.flush();
      meter.apiCall(acme);
    }
    flush.flush();
    assertThat(rows()).containsExactly("acme 10:00 2 0 0", "acme 12:00 4 0 0", "acme 18:00 2 0 0");
  }

  @Test
  void eightThreadsAndAFlushAtAnyMomentLoseNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(9);
    CountDownLatch start = new CountDownLatch(1);
    AtomicBoolean counting = new AtomicBoolean(true);
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      all.add(
          threads.submit(
              () -> {
                start.await();
                for (int one = 0; one < 20_000; one++) {
                  meter.apiCall(one % 4 == 0 ? globex : acme);
                  clock.now = NOON.plusSeconds(one % 2 * 3_600L);
                }
                return null;
              }));
    }
    Future<?> flushing =
        threads.submit(
            () -> {
              while (counting.get()) {
                flush.flush();
              }
            });
    start.countDown();
    for (Future<?> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }
    counting.set(false);
    flushing.get(60, TimeUnit.SECONDS);
    threads.shutdown();
    flush.flush();
    assertThat(total("acme")).isEqualTo("120000");
    assertThat(total("globex")).isEqualTo("40000");
  }

  @Test
  void whileTheDatabaseIsAwayCountsAreKeptAndLaterStandInTheirHours() throws Exception {
    try (TestPostgres postgres = TestPostgres.start();
        TestInstallation other = TestInstallation.migrated(postgres)) {
      other.asSuperuser("alter system set synchronous_commit = on", "select pg_reload_conf()");
      Tenant away = other.create("away");
      UsageFlush patient = new UsageFlush(meter, other.tenants, metrics);
      meter.apiCall(away);
      patient.flush();
      postgres.stop();
      meter.apiCall(away);
      assertThatThrownBy(patient::flush).isInstanceOf(DatabaseUnavailable.class);
      meter.apiCall(away);
      clock.now = NOON.plusSeconds(3_600);
      meter.apiCall(away);
      assertThatThrownBy(patient::flush).isInstanceOf(DatabaseUnavailable.class);
      assertThat(registry.counter("usage.flush.failures").count()).isEqualTo(2);
      postgres.restart();
      flushPatiently(patient);
      assertThat(rows(other)).containsExactly("away 12:00 3 0 0", "away 13:00 1 0 0");
    }
  }

  @Test
  void memoryIsBoundedAndWhatIsGivenUpIsCounted() {
    UsageMeter small = new UsageMeter(clock, metrics, 2);
    small.apiCall(acme);
    small.apiCall(globex);
    clock.now = NOON.plusSeconds(3_600);
    small.apiCall(acme);
    clock.now = NOON;
    small.apiCall(acme);
    assertThat(registry.counter("usage.lost").count()).isEqualTo(1);
    assertThat(small.take(1)).hasSize(1);
    assertThat(small.take(9)).hasSize(1);
    assertThat(small.take(9)).isEmpty();
  }

  @Test
  void storageIsMeasuredOfTheStalestFirstAndTheMostOfAnHourIsKept() {
    installation.asSuperuser("update public.tenants set storage_measured_at = null");
    StorageMeasurement measurement = new StorageMeasurement(installation.gateways.ofNoPool());
    assertThat(measurement.measure()).isEqualTo(2);
    assertThat(measurement.measure()).isZero();
    String before = stored("select storage_bytes from public.tenants where slug = 'acme'");
    assertThat(Long.parseLong(before)).isGreaterThan(50_000);
    installation.asSuperuser(
        "insert into %s.agents (name, description) select n, repeat('x', 500) from"
                .formatted(acme.schema())
            + " generate_series(1, 1000) n",
        "update public.tenants set storage_measured_at = now() - interval '11 minutes'"
            + " where slug = 'acme'");
    assertThat(measurement.measure()).isEqualTo(1);
    String after = stored("select storage_bytes from public.tenants where slug = 'acme'");
    assertThat(Long.parseLong(after)).isGreaterThan(Long.parseLong(before) + 500_000);
    assertThat(
            stored(
                "select max(storage_bytes) from public.usage_hours where tenant_id = '"
                    + acme.id()
                    + "'"))
        .isEqualTo(after);
  }

  @Test
  void everyTableOfAnOrganisationIsMeasured() {
    String tables =
        stored(
            "select string_agg(relname, ',' order by relname) from pg_class where relkind = 'r'"
                + " and relnamespace = '"
                + acme.schema()
                + "'::regnamespace");
    String body = stored("select prosrc from pg_proc where proname = 'measure_storage'");
    String list = body.substring(body.indexOf("array[") + 6, body.indexOf("]"));
    assertThat(list.replaceAll("['\\s]", "").split(","))
        .containsExactlyInAnyOrder(tables.split(","));
  }

  @Test
  void organisationsMayNotRecordOrMeasure() {
    for (String call :
        List.of("public.record_usage('x', 1, '[]')", "public.measure_storage(1, interval '0')")) {
      assertThatThrownBy(
              () -> installation.asSuperuser("set role " + acme.role(), "select " + call))
          .hasMessageContaining("only a gateway may do this");
    }
    assertThatThrownBy(
            () ->
                installation.tenants.inTenant(
                    acme,
                    handle -> handle.select("select * from public.usage_hours").mapToMap().list()))
        .hasMessageContaining("permission denied");
  }

  private static String total(String slug) {
    return stored(
        "select sum(api_calls) from public.usage_hours join public.tenants on id = tenant_id"
            + " where slug = '"
            + slug
            + "'");
  }

  private static String stored(String sql) {
    return installation.value(sql);
  }

  private static List<String> rows() {
    return rows(installation);
  }

  private static List<String> rows(TestInstallation from) {
    String all =
        from.value(
            "select coalesce(string_agg(concat_ws(' ', slug, to_char(hour at time zone 'UTC',"
                + " 'HH24:MI'), api_calls, task_runs, task_seconds), ';' order by slug, hour), '')"
                + " from public.usage_hours join public.tenants on id = tenant_id");
    return all.isEmpty() ? List.of() : List.of(all.split(";"));
  }

  /** Tries until a database that was just started answers. */
  private static void flushPatiently(UsageFlush patient) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        patient.flush();
        return;
      } catch (DatabaseUnavailable notYet) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(100);
      }
    }
  }
}
