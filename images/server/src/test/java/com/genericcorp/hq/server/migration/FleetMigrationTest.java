package com.genericcorp.hq.server.migration;

import static com.genericcorp.hq.server.migration.Fleet.NEXT;
import static com.genericcorp.hq.server.migration.Fleet.NOTES;
import static com.genericcorp.hq.server.migration.Fleet.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetMigrationTest {
  private TestInstallation installation;

  @BeforeEach
  void migrate() {
    installation = TestInstallation.migrated();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aSyntaxErrorIsFoundOnTheProbeAndNamedWithItsLine() {
    installation.createWithKey("probe");
    Fleet.fill(installation, 3);
    MigrationScript broken =
        new MigrationScript(NEXT, "notes", NOTES.sql() + "\ninsert into notes\n  valuse (1);\n");
    FleetMigration.Outcome outcome = Fleet.migrate(installation, broken);
    assertThat(outcome.stopped()).contains("the probe could not be migrated");
    assertThat(outcome.failures()).containsOnlyKeys("probe");
    assertThat(outcome.failures().get("probe"))
        .startsWith("V" + NEXT + "__notes.sql:5, 'insert into notes valuse (1)': ERROR: syntax");
    assertThat(outcome.waiting()).isEqualTo(3);
    assertThat(Fleet.at(installation, NEXT)).isZero();
    assertThat(Fleet.halfMigrated(installation)).isEqualTo("0");

    assertThat(Fleet.migrate(installation, NOTES).migrated()).isEqualTo(4);
  }

  @Test
  void whatACrashOfTheDatabaseTakesBackIsDoneAgain() {
    Fleet.fill(installation, 10);
    MigrationScript indexed =
        new MigrationScript(
            NEXT + 1,
            "notes_by_text",
            true,
            "create index concurrently notes_by_text on notes (text);");
    List<String> taken = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    OutputStream steps =
        new OutputStream() {
          @Override
          public void write(int one) {
            said.append((char) one);
            // The canaries' wave is over, and their commits had not reached the disk.
            if (said.indexOf("canaries") >= 0 && taken.isEmpty()) {
              taken.add(takeBack());
            }
          }
        };
    FleetMigration.Outcome outcome =
        new FleetMigration(
                installation.administration,
                Fleet.with(NOTES, indexed),
                QUICK,
                Progress.plain(new PrintStream(steps)))
            .migrate();
    assertThat(taken).hasSize(1);
    assertThat(outcome.well()).isTrue();
    assertThat(Fleet.at(installation, NEXT + 1)).isEqualTo(10);
    assertThat(Fleet.halfMigrated(installation)).isEqualTo("0");
    assertThat(
            installation.value(
                "select count(*) from public.tenants"
                    + " where to_regclass(schema_name || '.notes_by_text') is null"))
        .isEqualTo("0");
  }

  /** Makes a canary as it was before the run; returns its schema. */
  private String takeBack() {
    String of =
        "(select tenant_id from public.fleet_targets where state = 'done' order by 1 limit 1)";
    String schema = installation.value("select schema_name from public.tenants where id = " + of);
    installation.asSuperuser(
        "drop table " + schema + ".notes",
        "delete from public.tenant_migrations where tenant_id = " + of + " and version >= " + NEXT,
        "update public.tenants set schema_version = " + (NEXT - 1) + " where id = " + of,
        "update public.fleet_targets set state = 'waiting', ended_at = null where tenant_id = "
            + of);
    return schema;
  }

  @Test
  void failingCanariesStopTheRunBeforeTheOthers() {
    Fleet.fill(installation, 10);
    blockNotes("select schema_name from public.tenants");
    FleetMigration.Outcome outcome = Fleet.migrate(installation, NOTES);
    assertThat(outcome.stopped()).hasValueSatisfying(why -> assertThat(why).contains("canaries"));
    assertThat(outcome.failures().size()).isBetween(1, 2);
    assertThat(outcome.waiting()).isBetween(8, 9);
    assertThat(installation.value("select state from public.fleet_runs")).isEqualTo("stopped");
  }

  @Test
  void aRateOfFailuresStopsTheRun() {
    Fleet.fill(installation, 12);
    blockNotes("select schema_name from public.tenants");
    FleetSettings noCanary = new FleetSettings(1, 0, 0.5, 4, Duration.ofMillis(100), 2, List.of());
    FleetMigration.Outcome outcome = Fleet.migrate(installation.administration, noCanary, NOTES);
    assertThat(outcome.stopped()).contains("4 of 4 organisations could not be migrated");
    assertThat(outcome.waiting()).isEqualTo(8);
    assertThat(TenantSchemas.sentence(outcome))
        .contains("4 organisations could not be migrated", "8 organisations are still to come");
  }

  @Test
  void aLockThatIsHeldForEverIsWaitedForSoLongAndItsHolderNamed() throws Exception {
    Tenant held = installation.create("held");
    installation.createWithKey("free");
    MigrationScript column =
        new MigrationScript(NEXT, "due dates", "alter table tasks add column due_at date;");
    try (var holder = installation.database.connectAsSuperuser();
        var statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table " + held.schema() + ".tasks in access share mode");
      FleetMigration.Outcome outcome = Fleet.migrate(installation, column);
      assertThat(outcome.migrated()).isEqualTo(1);
      assertThat(outcome.failures().get("held"))
          .contains("due_dates.sql:1", "lock timeout", "held by process", "(postgres, ");
      holder.rollback();
    }
    assertThat(Fleet.migrate(installation, column).migrated()).isEqualTo(1);
  }

  @Test
  void anotherVersionIsRefusedWhileARunIsUnderWay() {
    Fleet.fill(installation, 3);
    MigrationScript slow =
        new MigrationScript(NEXT, "notes", "select pg_sleep(0.7);\n" + NOTES.sql());
    CompletableFuture<FleetMigration.Outcome> first =
        CompletableFuture.supplyAsync(() -> Fleet.migrate(installation, slow));
    TestService.await(
        "a run",
        Duration.ofSeconds(20),
        () -> installation.value("select count(*) from public.fleet_runs").equals("1"));
    MigrationScript later = new MigrationScript(NEXT + 1, "later", "select 1;");
    assertThatThrownBy(() -> Fleet.migrate(installation, slow, later))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(", process " + ProcessHandle.current().pid() + " is migrating")
        .hasMessageContaining("to version " + NEXT + " since 20")
        .hasMessageContaining("this build would to version " + (NEXT + 1));
    // The same version: it joins.
    FleetMigration.Outcome second = Fleet.migrate(installation, slow);
    assertThat(first.join().migrated() + second.migrated()).isEqualTo(3);
    assertThat(installation.value("select count(*) from public.fleet_runs")).isEqualTo("1");
  }

  @Test
  void organisationsThatAnOlderBuildMakesMeanwhileAreSweptUp() {
    Fleet.fill(installation, 2);
    MigrationScript slow =
        new MigrationScript(NEXT, "notes", "select pg_sleep(0.7);\n" + NOTES.sql());
    CompletableFuture<FleetMigration.Outcome> run =
        CompletableFuture.supplyAsync(() -> Fleet.migrate(installation, slow));
    TestService.await(
        "a run",
        Duration.ofSeconds(20),
        () -> installation.value("select count(*) from public.fleet_runs").equals("1"));
    installation.createWithKey("late");
    assertThat(run.join().migrated()).isEqualTo(3);
    assertThat(
            installation.value(
                "select wave from public.fleet_targets f join public.tenants t"
                    + " on t.id = f.tenant_id where slug = 'late'"))
        .isEqualTo(Integer.toString(Wave.SWEEP.number()));
  }

  @Test
  void someAloneAreMigratedWhenTheyAreNamed() {
    Fleet.fill(installation, 3);
    FleetSettings one = QUICK.only(List.of("t1"));
    assertThat(Fleet.migrate(installation.administration, one, NOTES).migrated()).isEqualTo(1);
    assertThat(installation.value("select slug from public.tenants where schema_version = " + NEXT))
        .isEqualTo("t1");
    assertThatThrownBy(
            () ->
                Fleet.migrate(installation.administration, QUICK.only(List.of("t1", "no")), NOTES))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("There is no organisation 'no'");
  }

  @Test
  void whomAnotherRunMigratesMeanwhileIsDoneInBoth() {
    Fleet.fill(installation, 2);
    MigrationScript slow =
        new MigrationScript(NEXT, "notes", "select pg_sleep(0.7);\n" + NOTES.sql());
    FleetSettings oneWorker = new FleetSettings(1, 0, 0.5, 3, Duration.ofSeconds(1), 2, List.of());
    CompletableFuture<FleetMigration.Outcome> all =
        CompletableFuture.supplyAsync(
            () -> Fleet.migrate(installation.administration, oneWorker, slow));
    String later =
        "select slug from public.tenants t join public.fleet_targets f on f.tenant_id = t.id"
            + " order by position desc limit 1";
    TestService.await(
        "a run",
        Duration.ofSeconds(20),
        () -> installation.value("select count(*) from public.fleet_targets").equals("2"));
    FleetMigration.Outcome one =
        Fleet.migrate(
            installation.administration, oneWorker.only(List.of(installation.value(later))), slow);
    assertThat(one.migrated() + all.join().migrated()).isEqualTo(2);
    assertThat(
            installation.value("select string_agg(distinct state, ' ') from public.fleet_targets"))
        .isEqualTo("done");
  }

  @Test
  void gapsInFilesAndLedgerAreRefused() {
    Fleet.fill(installation, 1);
    MigrationScript far = new MigrationScript(NEXT + 1, "far", "select 1;");
    assertThatThrownBy(() -> Fleet.migrate(installation, far))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("comes V%d__far.sql: expected version %d", NEXT + 1, NEXT);
    installation.asSuperuser("delete from public.tenant_migrations where version = 1");
    assertThatThrownBy(() -> Fleet.migrate(installation, NOTES))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("has a gap: t0 has 1 of versions 1 to 2");
    assertThat(Fleet.at(installation, NEXT)).isZero();
  }

  @Test
  void aContractionWaitsForTheReleaseThatAllowsIt() {
    Fleet.fill(installation, 1);
    MigrationScript contract =
        new MigrationScript(
            NEXT, "less", "-- contract: build 90\nalter table tasks drop column result;");
    assertThatThrownBy(() -> Fleet.migrate(installation, contract))
        .isInstanceOf(Failed.class)
        .hasMessageStartingWith("V" + NEXT + "__less.sql takes away what builds before 90 use");
    installation.asSuperuser("update public.installation set oldest_build = 90");
    assertThat(Fleet.migrate(installation, contract).migrated()).isEqualTo(1);
  }

  private void blockNotes(String schemas) {
    installation.asSuperuser(
        "do $$ declare s text; begin for s in "
            + schemas
            + " loop execute format('create view %I.notes as select 1', s); end loop; end $$");
  }
}
