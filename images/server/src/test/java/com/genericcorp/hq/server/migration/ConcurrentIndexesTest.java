package com.genericcorp.hq.server.migration;

import static com.genericcorp.hq.server.migration.Fleet.NEXT;
import static com.genericcorp.hq.server.migration.Fleet.NOTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrentIndexesTest {
  private static final MigrationScript ONCE =
      new MigrationScript(
          NEXT,
          "names once",
          true,
          "create unique index concurrently agents_once on agents (description);");

  private TestInstallation installation;
  private Tenant acme;

  @BeforeEach
  void migrate() {
    installation = TestInstallation.migrated();
    acme = installation.create("acme");
    installation.createWithKey("globex");
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void indexesAreBuiltInAPhaseOfTheirOwnBetweenTransactions() {
    MigrationScript later = new MigrationScript(NEXT + 1, NOTES.description(), NOTES.sql());
    MigrationScript dropped =
        new MigrationScript(NEXT + 2, "no names", true, "drop index concurrently agents_once;");
    assertThat(Fleet.migrate(installation, ONCE, later).migrated()).isEqualTo(2);
    assertThat(state()).isEqualTo("t");
    assertThat(Fleet.at(installation, NEXT + 1)).isEqualTo(2);
    assertThat(Fleet.migrate(installation, ONCE, later, dropped).migrated()).isEqualTo(2);
    assertThat(state()).isNull();
    assertThat(installation.value("select count(*) from public.tenant_migrations")).isEqualTo("10");
  }

  @Test
  void anInvalidIndexIsDroppedAndBuiltAnew() {
    half("update pg_index set indisvalid = false where indexrelid = to_regclass('%s.agents_once')");
    assertThat(state()).isEqualTo("f");
    assertThat(Fleet.migrate(installation, ONCE).migrated()).isEqualTo(2);
    assertThat(state()).isEqualTo("t");
  }

  @Test
  void oneThatWasBuiltBeforeAKillIsNotBuiltAgain() {
    half("select '%s'");
    String before = node();
    assertThat(Fleet.migrate(installation, ONCE).migrated()).isEqualTo(2);
    assertThat(node()).isEqualTo(before);
  }

  @Test
  void aBuildThatFailsLeavesNothingAndIsNamed() {
    installation.asSuperuser(
        "insert into " + acme.schema() + ".agents (name) values ('one'), ('two')");
    FleetMigration.Outcome outcome = Fleet.migrate(installation, ONCE);
    assertThat(outcome.failures().get("acme"))
        .startsWith("V" + NEXT + "__names_once.concurrently.sql:1, 'create unique index")
        .contains("could not create unique index")
        .doesNotContain("Key (");
    assertThat(state()).isNull();
    assertThat(outcome.migrated()).isEqualTo(1);
  }

  @Test
  void aFileOfIndexesHasNothingElse() {
    MigrationScript mixed =
        new MigrationScript(NEXT, "mixed", true, "alter table tasks add column c int;");
    assertThat(Fleet.migrate(installation, mixed).failures().get("acme"))
        .contains("V" + NEXT + "__mixed.concurrently.sql:1")
        .contains("CREATE INDEX CONCURRENTLY and DROP INDEX CONCURRENTLY alone");
  }

  private void half(String then) {
    installation.asSuperuser(
        "create unique index agents_once on " + acme.schema() + ".agents (description)",
        then.formatted(acme.schema()));
  }

  private String state() {
    return column("indisvalid");
  }

  private String node() {
    return column("indexrelid");
  }

  private String column(String name) {
    return installation.value(
        "select (select %s from pg_index where indexrelid = to_regclass('%s.agents_once'))"
            .formatted(name, acme.schema()));
  }
}
