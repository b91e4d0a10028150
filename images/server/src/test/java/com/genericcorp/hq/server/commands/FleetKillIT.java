package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tenants migrate} killed at random moments, its process and PostgreSQL by turns, and run
 * again. {@code -Dhq.fleet.kills}, {@code -Dhq.fleet.organizations}, {@code -Dhq.fleet.seed}.
 */
class FleetKillIT {
  private static final int KILLS = Integer.getInteger("hq.fleet.kills", 4);
  private static final int ORGANIZATIONS = Integer.getInteger("hq.fleet.organizations", 150);
  private static final long SEED = Long.getLong("hq.fleet.seed", System.nanoTime());
  private static final long PATIENCE_SECONDS = 60 + ORGANIZATIONS / 20;

  // What version 2 adds, and whether registry and ledger say so.
  private static final String HALF_MIGRATED =
      "select count(*) from public.tenants t where"
          + " (schema_version = 2) <> (to_regclass(schema_name || '.users') is not null)"
          + " or (schema_version = 2) <> (to_regclass(schema_name || '.tasks_by_update') is not"
          + " null) or (schema_version = 2) <> exists (select from public.tenant_migrations m"
          + " where m.tenant_id = t.id and m.version = 2)";
  private static final String DONE = "select count(*) from public.tenants where schema_version = 2";

  @TempDir private Path folder;

  @Test
  void noneIsHalfMigratedHoweverItIsKilled() throws Exception {
    System.out.printf("seed %d: -Dhq.fleet.seed=%d%n", SEED, SEED);
    Random random = new Random(SEED);
    try (TestPostgres server = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(server)) {
      installation.asSuperuser(
          "alter database " + installation.database.name() + " set synchronous_commit = on");
      fill(installation);
      int inTheMiddle = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        int before = done(installation);
        CommandProcess run =
            CommandProcess.start(folder, installation.database, Map.of(), "tenants", "migrate");
        TestService.await(
            "some done, or the end",
            Duration.ofSeconds(60),
            () -> done(installation) > before || before == ORGANIZATIONS);
        Thread.sleep(random.nextInt(60));
        boolean ofProcess = kill % 2 == 0;
        if (ofProcess) {
          inTheMiddle += run.kill() ? 1 : 0;
        } else {
          server.kill();
          server.restart();
          if (kill < KILLS - 2) {
            Thread.sleep(random.nextInt(1_500));
            run.kill();
          } else {
            // It takes the lost connections up again, or says how to go on; either will do.
            Ended ended = run.end(PATIENCE_SECONDS);
            assertThat(ended.code()).as(ended.err()).isIn(0, 1);
            if (ended.code() == 0) {
              assertThat(done(installation)).isEqualTo(ORGANIZATIONS);
            }
          }
          inTheMiddle++;
        }
        assertThat(installation.value(HALF_MIGRATED)).as("after kill " + kill).isEqualTo("0");
      }
      Ended last =
          CommandProcess.start(folder, installation.database, Map.of(), "tenants", "migrate")
              .end(PATIENCE_SECONDS);
      // What was said to be done is on disk.
      server.kill();
      server.restart();
      assertThat(last.code()).as(last.err()).isZero();
      assertThat(done(installation)).isEqualTo(ORGANIZATIONS);
      assertThat(installation.value(HALF_MIGRATED)).isEqualTo("0");
      assertThat(inTheMiddle).isPositive();
      assertThat(
              installation.value("select string_agg(distinct state, ' ') from public.fleet_runs"))
          .isEqualTo("done");
    }
  }

  private static int done(TestInstallation installation) {
    return Integer.parseInt(installation.value(DONE));
  }

  private static void fill(TestInstallation installation) throws Exception {
    List<MigrationScript> older = MigrationScript.all().subList(0, 1);
    TenantCreation creation = new TenantCreation(installation.administration, older);
    int cohort;
    try (Connection migrator = installation.administration.asMigrator()) {
      cohort = new Cohorts(installation.administration).withRoom(migrator);
    }
    try (Connection provisioner = installation.administration.asProvisioner(cohort)) {
      for (int number = 0; number < ORGANIZATIONS; number++) {
        Slug slug = new Slug("t" + number);
        creation.create(provisioner, cohort, slug, slug.value(), "free", "first");
      }
    }
  }
}
