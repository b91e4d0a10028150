package com.genericcorp.hq.server.scale;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.server.ManyTenants;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.database.Readiness;
import com.genericcorp.hq.server.jobs.Retention;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.migration.TenantSchemas;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import com.genericcorp.hq.server.usage.StorageMeasurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Thousands of organisations in one database: what must not grow with them does not. {@code
 * -Dhq.scale.tenants=10000} for the whole of it, {@code -Dhq.scale.seed} to repeat a run.
 */
class ScaleIT {
  private static final int TENANTS = Integer.getInteger("hq.scale.tenants", 300);
  private static final long SEED = Long.getLong("hq.scale.seed", System.nanoTime());
  // Cohorts are many in a sample, too, and as large as in earnest in the whole run.
  private static final int COHORT = Math.min(500, Math.max(10, TENANTS / 10));
  private static final int POOL = 2;
  private static final int POOLS = 8;
  private static final Duration SOON = Duration.ofSeconds(4);

  private static TestInstallation installation;
  private static List<Tenant> tenants;

  @BeforeAll
  static void make() throws Exception {
    System.out.printf(
        "ScaleIT: %,d organisations in cohorts of %d, -Dhq.scale.seed=%d%n", TENANTS, COHORT, SEED);
    installation = TestInstallation.migrated();
    tenants = ManyTenants.make(installation, TENANTS, COHORT);
    installation.asSuperuser("analyze public.tenants");
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void cohortsAreFullAndHoldAllOrganisations() {
    assertThat(tenants).hasSize(TENANTS);
    int cohorts = (TENANTS + COHORT - 1) / COHORT;
    assertThat(installation.value("select count(*) || ' ' || max(tenants) from public.cohorts"))
        .isEqualTo(cohorts + " " + COHORT);
    // The largest number of roles that any login may take.
    assertThat(
            Integer.parseInt(
                installation.value(
                    "select max(n) from (select count(*) as n from pg_auth_members"
                        + " where member in (select gateway::regrole from public.cohorts)"
                        + " group by member) each_one")))
        .isEqualTo(COHORT);
  }

  @Test
  void neitherListNorReadyNorAMigrateWithNothingToDoLooksIntoAnOrganisationsSchema() {
    String before = looksIntoSchemas();
    assertThat(installation.tenantAdministration.list()).hasSize(TENANTS);
    Readiness readiness =
        new Readiness(
            installation.gateways.watch(), () -> installation.gateways.pool(Gateways.FIRST_COHORT));
    assertThat(readiness.whyNot()).isEmpty();
    TenantSchemas schemas = new TenantSchemas(installation.administration, MigrationScript.all());
    assertThat(schemas.migrate()).isZero();
    assertThat(looksIntoSchemas()).isEqualTo(before);
  }

  @Test
  void retentionReachesEveryOrganisationWithFewLogins() {
    Set<Integer> backends = new HashSet<>();
    Map<String, RuntimeException> failures =
        installation.tenantAdministration.eachAsOwner(
            tenants,
            handle ->
                handle.execute(
                    "insert into idempotency_keys (caller, key, request_hash, created_at)"
                        + " values ('c', 'old', '', now() - interval '25 hours')"),
            unused -> {});
    assertThat(failures).isEmpty();
    assertThat(new Retention(installation.tenantAdministration).run(400).idempotencyKeys())
        .isEqualTo(TENANTS);
    failures =
        installation.tenantAdministration.eachAsOwner(
            tenants, BackendMemory::backend, backends::add);
    assertThat(failures).isEmpty();
    assertThat(backends).hasSizeLessThanOrEqualTo((TENANTS + 99) / 100);
  }

  @Test
  void randomOrganisationsAtOnceAreAlwaysTheRightOnesOnABoundedNumberOfConnections()
      throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try (Gateways gateways =
        new Gateways(installation.settings, TestInstallation.GATEWAY_SECRET, POOL, null)) {
      TenantDatabase database = new TenantDatabase(gateways);
      List<Future<Integer>> all = new ArrayList<>();
      for (int caller = 0; caller < 16; caller++) {
        Random random = new Random(SEED + caller);
        all.add(callers.submit(() -> wrongOnes(database, random)));
      }
      int wrong = 0;
      int most = 0;
      for (Future<Integer> one : all) {
        wrong += one.get();
        most = Math.max(most, backends());
      }
      assertThat(wrong).isZero();
      assertThat(Math.max(most, backends())).isLessThanOrEqualTo(POOL * POOLS);
    } finally {
      callers.shutdownNow();
    }
  }

  private static int wrongOnes(TenantDatabase database, Random random) {
    int wrong = 0;
    for (int round = 0; round < 100; round++) {
      Tenant tenant = tenants.get(random.nextInt(tenants.size()));
      String schema =
          database.inTenant(
              tenant,
              handle ->
                  handle
                      .select("select current_schema() from api_keys where name = 'first'")
                      .mapTo(String.class)
                      .one());
      wrong += schema.equals(tenant.schema()) ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void aPooledBackendRemembersNoMoreThanItsCohort() {
    assumeTrue(BackendMemory.canBeRead(), "only Linux tells a process's own memory");
    // Of one cohort each, read as a request reads.
    List<Tenant> cohort = tenants.stream().filter(one -> one.cohort() == 2).toList();
    int backend = installation.tenants.inTenant(cohort.get(0), BackendMemory::backend);
    double fresh = BackendMemory.of(backend);
    cohort.forEach(one -> installation.tenants.inTenant(one, ScaleIT::request));
    double once = BackendMemory.of(backend);
    cohort.forEach(one -> installation.tenants.inTenant(one, ScaleIT::request));
    assertThat(once - fresh).isLessThan(20 + 0.3 * COHORT);
    assertThat(BackendMemory.of(backend) - once).isLessThan(2);
  }

  @Test
  void measuringStorageLeavesNothingInThePool() {
    assumeTrue(BackendMemory.canBeRead(), "only Linux tells a process's own memory");
    int backend = installation.tenants.shared(BackendMemory::backend);
    double before = BackendMemory.of(backend);
    installation.asSuperuser("update public.tenants set storage_measured_at = null");
    StorageMeasurement measurement = new StorageMeasurement(installation.gateways.ofNoPool());
    int measured = 0;
    for (int more = measurement.measure(); more > 0; more = measurement.measure()) {
      assertThat(more).isLessThanOrEqualTo(500);
      measured += more;
    }
    assertThat(measured).isEqualTo(TENANTS);
    assertThat(installation.tenants.shared(BackendMemory::backend)).isEqualTo(backend);
    assertThat(BackendMemory.of(backend) - before).isLessThan(2);
    assertThat(
            installation.value(
                "select count(*) from public.tenants where storage_bytes between 50000 and 9000000"))
        .isEqualTo(Integer.toString(TENANTS));
  }

  @Test
  void theRegistryIsRememberedAndAChangeReachesEveryServer() throws Exception {
    Tenant some = tenants.get(new Random(SEED).nextInt(TENANTS));
    String key = installation.tenantAdministration.replaceKey(some, "scale").reveal();
    try (TestService one = TestService.start(installation);
        TestService two = TestService.start(installation)) {
      for (TestService each : List.of(one, two)) {
        await("its answers", Duration.ofSeconds(10), () -> status(each, some, key) == 200);
      }
      Thread.sleep(1_500); // what was read at the start is older than a second now
      assertThat(status(one, some, key) + status(two, some, key)).isEqualTo(400);
      String before = readsOf("public.tenants");
      for (int request = 0; request < 100; request++) {
        assertThat(status(one, some, key) + status(two, some, key)).isEqualTo(400);
      }
      // The servers' own chores look at the registry every few seconds, requests do not.
      assertThat(Long.parseLong(readsOf("public.tenants")) - Long.parseLong(before)).isLessThan(50);
      suspend(some, "suspended");
      await("both refuse", SOON, () -> status(one, some, key) + status(two, some, key) == 806);
      suspend(some, "active");
      await("both serve", SOON, () -> status(one, some, key) + status(two, some, key) == 400);
    }
  }

  private static void suspend(Tenant tenant, String status) {
    installation.asSuperuser(
        "update public.tenants set status = '%s' where id = '%s'".formatted(status, tenant.id()));
  }

  private static int status(TestService service, Tenant tenant, String key) {
    return service.ask("GET", "/api/agents", tenant.slug(), key, "").status();
  }

  private static int request(Handle handle) {
    int rows = 0;
    for (String table : List.of("api_keys", "sessions", "users", "agents", "tasks")) {
      rows += handle.select("select * from " + table + " limit 20").mapToMap().list().size();
    }
    return rows;
  }

  private static int backends() {
    return Integer.parseInt(
        installation.value(
            "select count(*) from pg_stat_activity where application_name = 'agenthq' and datname ="
                + " current_database() and pid not in (select pid from pg_stat_activity where"
                + " usename like '%gateway_1')"));
  }

  private static String looksIntoSchemas() {
    return installation.value(
        "select sum(seq_scan + coalesce(idx_scan, 0)) from pg_stat_all_tables"
            + " where schemaname like 'tenant\\_%'");
  }

  private static String readsOf(String table) {
    return installation.value(
        "select seq_scan + idx_scan from pg_stat_all_tables where relid = '"
            + table
            + "'::regclass");
  }
}
