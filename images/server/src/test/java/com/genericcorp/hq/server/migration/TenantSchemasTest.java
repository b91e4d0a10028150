package com.genericcorp.hq.server.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantSchemasTest {
  private static final MigrationScript SECOND =
      new MigrationScript(
          2,
          "notes",
          """
          create table notes (id bigint generated always as identity primary key, text text);
          grant select, insert on notes to ${role};
          """);

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
    assertThat(with(SECOND).migrate()).isEqualTo(2);
    assertThat(with(SECOND).migrate()).isZero();
    installation.tenants.inTenant(
        acme, handle -> handle.execute("insert into notes (text) values ('hello')"));
    assertThat(ledger()).isEqualTo("acme:1 acme:2 globex:1 globex:2");
    assertThat(installation.value("select min(schema_version) from public.tenants")).isEqualTo("2");
  }

  @Test
  void oneThatFailsIsLeftAsItWasAndTheOthersAreDone() {
    Tenant acme = installation.create("acme");
    installation.create("globex");
    installation.asSuperuser("create view " + acme.schema() + ".notes as select 1");
    assertThatThrownBy(() -> with(SECOND).migrate())
        .isInstanceOf(Failed.class)
        .hasMessageContaining("1 organisations could not be migrated and are as they were (1 were")
        .hasMessageContaining("acme: ERROR: relation \"notes\" already exists");
    assertThat(ledger()).isEqualTo("acme:1 globex:1 globex:2");

    installation.asSuperuser("drop view " + acme.schema() + ".notes");
    assertThat(with(SECOND).migrate()).isEqualTo(1);
    assertThat(ledger()).isEqualTo("acme:1 acme:2 globex:1 globex:2");
  }

  @Test
  void aRunThatIsKilledIsFinishedByTheNext() throws Exception {
    for (int number = 0; number < 5; number++) {
      installation.create("tenant" + number);
    }
    MigrationScript slow =
        new MigrationScript(2, "notes", "select pg_sleep(0.2);\n" + SECOND.sql());
    CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> with(slow).migrate());
    while (installation
        .value("select count(*) from public.tenants where schema_version = 2")
        .equals("0")) {
      Thread.sleep(10);
    }
    installation.asSuperuser(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep%'"
            + " and pid <> pg_backend_pid() and datname = current_database()");
    assertThatThrownBy(run::join).hasCauseInstanceOf(Failed.class);
    String halfway =
        "select count(*) from public.tenants t where (schema_version = 2)"
            + " <> (to_regclass(schema_name || '.notes') is not null)";
    assertThat(installation.value(halfway)).as("half-migrated organisations").isEqualTo("0");
    assertThat(with(slow).migrate()).isBetween(1, 4);
    assertThat(installation.value("select min(schema_version) from public.tenants")).isEqualTo("2");
    assertThat(installation.value(halfway)).isEqualTo("0");
  }

  @Test
  void severalRunsAtOnceShareTheWork() {
    for (int number = 0; number < 8; number++) {
      installation.create("tenant" + number);
    }
    List<CompletableFuture<Integer>> runs = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      runs.add(CompletableFuture.supplyAsync(() -> with(SECOND).migrate()));
    }
    assertThat(runs.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(8);
  }

  @Test
  void aFileThatWasChangedAfterItWasAppliedIsRefused() {
    installation.create("acme");
    with(SECOND).migrate();
    MigrationScript changed = new MigrationScript(2, "notes", SECOND.sql() + "-- better\n");
    assertThatThrownBy(() -> with(changed).migrate())
        .isInstanceOf(Failed.class)
        .hasMessageStartingWith(
            "Version 2 of the organisations' schemas (notes) was changed after it had been applied");
  }

  private TenantSchemas with(MigrationScript second) {
    List<MigrationScript> migrations = new ArrayList<>(MigrationScript.all());
    migrations.add(second);
    return new TenantSchemas(installation.administration, migrations);
  }

  private String ledger() {
    return installation.value(
        "select string_agg(slug || ':' || version, ' ' order by slug, version)"
            + " from public.tenant_migrations m join public.tenants t on t.id = m.tenant_id");
  }
}
