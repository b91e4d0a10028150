package com.genericcorp.hq.server.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantSchemasTest {
  private static final int NEXT = MigrationScript.latest() + 1;
  private static final MigrationScript NOTES =
      new MigrationScript(
          NEXT,
          "notes",
          """
          create table notes (id bigint generated always as identity primary key, text text);
          grant select, insert on notes to ${role};
          """);

  private static final MigrationScript TASKS =
      new MigrationScript(NEXT, "due dates", "alter table tasks add column due_on date;");

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
  void everyOrganisationThatIsBehindIsMigratedOnce() {
    Tenant acme = installation.create("acme");
    installation.create("globex");
    assertThat(with(NOTES).migrate()).isEqualTo(2);
    assertThat(with(NOTES).migrate()).isZero();
    installation.tenants.inTenant(
        acme, handle -> handle.execute("insert into notes (text) values ('hello')"));
    assertThat(ledger()).isEqualTo("acme:" + NEXT + " globex:" + NEXT);
    assertThat(installation.value("select min(schema_version) from public.tenants"))
        .isEqualTo(Integer.toString(NEXT));
  }

  @Test
  void whoIsBehindButServedIsLeftAsLongAsNobodyIsOlder() {
    installation.create("acme");
    installation.create("globex");
    for (int start = 0; start < 2; start++) {
      assertThat(with(NOTES).migrateNeeded(NEXT - 1)).isEqualTo(new TenantSchemas.Needed(0, 2));
    }
    assertThat(ledger()).isEqualTo("acme:" + (NEXT - 1) + " globex:" + (NEXT - 1));
    assertThat(with(NOTES).migrateNeeded(NEXT)).isEqualTo(new TenantSchemas.Needed(2, 0));
    assertThat(ledger()).isEqualTo("acme:" + NEXT + " globex:" + NEXT);
    assertThat(with(NOTES).migrateNeeded(NEXT)).isEqualTo(new TenantSchemas.Needed(0, 0));
  }

  @Test
  void aStartThatWaitsForNobodyIsNotHeldUpByAnOrganisationThatIsInUse() throws Exception {
    Tenant acme = installation.create("acme");
    try (Connection user = installation.database.connectAsSuperuser();
        Statement statement = user.createStatement()) {
      user.setAutoCommit(false);
      statement.execute("lock table " + acme.schema() + ".tasks in access exclusive mode");
      assertThat(with(TASKS).migrateNeeded(NEXT - 1)).isEqualTo(new TenantSchemas.Needed(0, 1));
      user.rollback();
    }
    assertThat(installation.value("select count(*) from public.fleet_runs")).isEqualTo("0");
    assertThat(with(TASKS).migrate()).isEqualTo(1);
  }

  @Test
  void whatTheCodeNeedsAndCannotBeMadeIsAFailure() {
    Tenant acme = installation.create("acme");
    installation.create("globex");
    installation.asSuperuser("create view " + acme.schema() + ".notes as select 1");
    assertThatThrownBy(() -> with(NOTES).migrateNeeded(NEXT))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("  acme: V" + NEXT + "__notes.sql:1, 'create table notes (");
    assertThat(ledger()).isEqualTo("acme:" + (NEXT - 1) + " globex:" + NEXT);
    installation.asSuperuser("drop view " + acme.schema() + ".notes");
    assertThat(with(NOTES).migrateNeeded(NEXT))
        .as("the next task goes on")
        .isEqualTo(new TenantSchemas.Needed(1, 0));
  }

  @Test
  void nobodyIsMigratedFurtherThanTheCodeNeeds() {
    Fleet.createAt(installation, "old", 1);
    Tenant acme = installation.create("acme");
    // Whoever cannot have the newest version holds up no start that does not need it.
    installation.asSuperuser("create view " + acme.schema() + ".notes as select 1");
    assertThat(with(NOTES).migrateNeeded(NEXT - 1)).isEqualTo(new TenantSchemas.Needed(1, 2));
    assertThat(ledger()).isEqualTo("acme:" + (NEXT - 1) + " old:" + (NEXT - 1));
  }

  @Test
  void whoIsMadeByAnOlderBuildAtTheRunsEndIsNotServed() {
    Fleet.createAt(installation, "old", 1);
    Fleet.createAt(installation, "late", 1);
    // As if it came just then: it is behind again when the run has ended.
    installation.asSuperuser(
        "create function late() returns trigger language plpgsql as $$ begin"
            + " update public.tenants set schema_version = 1 where slug = 'late';"
            + " return null; end $$",
        "create trigger late after update on public.fleet_runs for each row"
            + " when (new.state = 'done') execute function late()");
    assertThatThrownBy(() -> with(NOTES).migrateNeeded(NEXT - 1))
        .isInstanceOf(Failed.class)
        .hasMessageStartingWith("1 organisations were made by an older build meanwhile");
  }

  @Test
  void theCodeNeedsAVersionThatThereIs() {
    assertThat(MigrationScript.NEEDED).isBetween(1, MigrationScript.latest());
  }

  @Test
  void oneThatFailsIsLeftAsItWasAndTheOthersAreDone() {
    Tenant acme = installation.create("acme");
    installation.create("globex");
    installation.asSuperuser("create view " + acme.schema() + ".notes as select 1");
    assertThatThrownBy(() -> with(NOTES).migrate())
        .isInstanceOf(Failed.class)
        .hasMessageContaining("1 organisations could not be migrated and are as they were (1 were")
        .hasMessageContaining("  acme: V" + NEXT + "__notes.sql:1, 'create table notes (")
        .hasMessageContaining("ERROR: relation \"notes\" already exists");
    assertThat(ledger()).isEqualTo("acme:" + (NEXT - 1) + " globex:" + NEXT);

    installation.asSuperuser("drop view " + acme.schema() + ".notes");
    assertThat(with(NOTES).migrate()).isEqualTo(1);
    assertThat(ledger()).isEqualTo("acme:" + NEXT + " globex:" + NEXT);
  }

  @Test
  void aConnectionThatIsLostInAMigrationsMiddleIsMadeAnew() throws Exception {
    for (int number = 0; number < 5; number++) {
      installation.create("tenant" + number);
    }
    MigrationScript slow =
        new MigrationScript(NEXT, "notes", "select pg_sleep(0.2);\n" + NOTES.sql());
    CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> with(slow).migrate());
    while (installation
        .value("select count(*) from public.tenants where schema_version = " + NEXT)
        .equals("0")) {
      Thread.sleep(10);
    }
    // Between two organisations it runs another statement: asked until one was in the middle.
    while (installation
            .value(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where state = 'active'"
                    + " and query like 'select pg_sleep%' and datname = current_database()")
            .equals("0")
        && !run.isDone()) {
      Thread.sleep(1);
    }
    assertThat(run.join()).isBetween(4, 5);
    String halfway =
        "select count(*) from public.tenants t where (schema_version = "
            + NEXT
            + ") <> (to_regclass(schema_name || '.notes') is not null)";
    assertThat(installation.value(halfway)).as("half-migrated organisations").isEqualTo("0");
    assertThat(installation.value("select min(schema_version) from public.tenants"))
        .isEqualTo(Integer.toString(NEXT));
  }

  @Test
  void severalRunsAtOnceShareTheWork() {
    for (int number = 0; number < 8; number++) {
      installation.create("tenant" + number);
    }
    List<CompletableFuture<Integer>> runs = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      runs.add(CompletableFuture.supplyAsync(() -> with(NOTES).migrate()));
    }
    assertThat(runs.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(8);
  }

  @Test
  void aFileThatWasChangedAfterItWasAppliedIsRefused() {
    installation.create("acme");
    with(NOTES).migrate();
    MigrationScript changed = new MigrationScript(NEXT, "notes", NOTES.sql() + "-- better\n");
    assertThatThrownBy(() -> with(changed).migrate())
        .isInstanceOf(Failed.class)
        .hasMessageStartingWith(
            "Version "
                + NEXT
                + " of the organisations' schemas (notes) was changed after it had been applied");
  }

  @Test
  void whatAnOlderBuildStoredIsKept() {
    Tenant acme = installation.create("acme");
    installation.asSuperuser(
        "drop schema " + acme.schema() + " cascade",
        "delete from public.tenant_migrations where version > 1",
        "update public.tenants set schema_version = 1");
    String owner = installation.administration.names().owner();
    installation.asSuperuser(
        "set role " + owner,
        "create schema " + acme.schema(),
        "grant usage on schema " + acme.schema() + " to " + acme.role(),
        "set search_path = " + acme.schema(),
        MigrationScript.all().get(0).forRole(acme.role()),
        "insert into agents (name) values ('Old')",
        "insert into tasks (agent_id, title, created_at) select id, 'old', '2026-01-02 03:04:05Z'"
            + " from agents",
        "insert into api_keys (name, secret_hash) values ('first', 'x')");

    new TenantSchemas(installation.administration, MigrationScript.all()).migrate();

    String task = "select concat(title, ' ', updated_at at time zone 'utc') from ";
    assertThat(installation.value(task + acme.schema() + ".tasks"))
        .isEqualTo("old 2026-01-02 03:04:05");
    assertThat(installation.value("select role from " + acme.schema() + ".api_keys"))
        .as("what an older key could do it still can")
        .isEqualTo("owner");
  }

  private TenantSchemas with(MigrationScript second) {
    List<MigrationScript> migrations = new ArrayList<>(MigrationScript.all());
    migrations.add(second);
    return new TenantSchemas(installation.administration, migrations);
  }

  /** The newest version of each organisation, when the ledger has no gap. */
  private String ledger() {
    return installation.value(
        "select string_agg(slug || ':' || version, ' ' order by slug) from (select slug,"
            + " max(version) as version from public.tenant_migrations m join public.tenants t"
            + " on t.id = m.tenant_id group by slug having count(*) = max(version)) newest");
  }
}
