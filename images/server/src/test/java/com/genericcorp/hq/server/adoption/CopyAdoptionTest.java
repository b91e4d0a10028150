package com.genericcorp.hq.server.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.adoption.Adoption.Adopted;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantEvents;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of ours, of an older version, is copied. */
class CopyAdoptionTest {
  private static final Operator ADA = new Operator("ada");

  private TestInstallation installation;
  private Adoption adoption;

  @BeforeEach
  void start() {
    installation = TestInstallation.migrated();
    adoption = new Adoption(installation.administration, ADA, line -> {});
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void aDatabaseOfTheFirstVersionIsPlannedAndChangesNothing() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    AdoptionPlan plan = adoption.plan(legacy.request("acme"));
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.recognised()).isEqualTo("version 1 of our own tables");
    assertThat(plan.tables())
        .extracting(line -> line.from() + " " + line.rows())
        .containsExactly("agents 2", "api_keys 1", "task_events 2", "tasks 4");
    assertThat(installation.value("select count(*) from public.tenants")).isEqualTo("0");
    assertThat(installation.value("select count(*) from public.adoptions")).isEqualTo("0");
    assertThat(installation.value("select count(*) from pg_namespace where nspname like 'ref%'"))
        .isEqualTo("0");
  }

  @Test
  void aDatabaseOfTheFirstVersionIsCopiedAndBroughtUpToDate() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    Adopted adopted = adoption.adopt(legacy.request("acme"));
    Tenant acme = installation.tenantAdministration.find(new Slug("acme")).orElseThrow();
    assertThat(acme.id()).isEqualTo(adopted.tenantId());
    String tasks =
        "select string_agg(t::text, ' ' order by id) from (select id, agent_id, title,"
            + " simulation, status, created_at at time zone 'UTC' from %s.tasks) t";
    assertThat(installation.value(tasks.formatted(acme.schema())))
        .isEqualTo(legacy.value(tasks.formatted("public")));
    assertThat(
            installation.value(
                "select string_agg(name, ',' order by id) from " + acme.schema() + ".agents"))
        .isEqualTo("Ada,tab\there \\ and\nthere");
    assertThat(
            installation.value(
                "select bool_and(updated_at = created_at) from " + acme.schema() + ".tasks"))
        .isEqualTo("t");
    assertThat(installation.value("select sample from public.tenants")).isEqualTo("f");
    assertThat(installation.value("select count(*) from public.tenant_migrations")).isEqualTo("2");
    assertThat(installation.value("select tenants from public.cohorts")).isEqualTo("1");
    assertThat(
            installation.value(
                "select string_agg(kind || ' ' || actor, ',') from" + " public.tenant_events"))
        .isEqualTo("adopted ada");
  }

  @Test
  void whatItBecomesServesAsAnyOther() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    Adopted adopted = adoption.adopt(legacy.request("acme"));
    Tenant acme = installation.registry.bySlug("acme").orElseThrow();
    assertThat(installation.tenantAdministration.accepts(acme, adopted.key())).isTrue();
    installation.tenants.inTenant(
        acme,
        handle -> {
          handle.execute(
              "insert into task_events (task_id, kind) select id, 'more' from tasks limit 1");
          handle.execute("update tasks set progress = 50");
          return handle.execute("insert into users (email, role) values ('a@b.c', 'owner')");
        });
    assertThat(installation.value("select count(*) from public.jobs"))
        .as("tasks that had not ended are run")
        .isEqualTo("2");
    assertThat(installation.value("select max(id) from " + acme.schema() + ".task_events"))
        .as("numbers go on after the source's")
        .isEqualTo("3");
  }

  @Test
  void keysWorkAsTheyAreWhenTheOrganisationGetsTheirId() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(2);
    AdoptionRequest request = legacy.request("acme");
    adoption.adopt(
        new AdoptionRequest(
            request.slug(),
            "Acme",
            "free",
            LegacyDatabase.ID,
            request.source(),
            "public",
            null,
            Set.of(),
            Duration.ofSeconds(60),
            true));
    Tenant acme = installation.registry.bySlug("acme").orElseThrow();
    assertThat(installation.tenantAdministration.accepts(acme, LegacyDatabase.KEY)).isTrue();
  }

  @Test
  void aTableThatNoVersionHasIsNamedAndLeftBehindWhenThatIsSaid() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    legacy.run("create table notes (id int)", "create view newest as select * from tasks");
    assertThatThrownBy(() -> adoption.adopt(legacy.request("acme")))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(
            "There is a table 'notes' that no version has: if it may stay behind,"
                + " add --ignore-table notes");
    assertThat(adoption.list()).isEmpty();
    AdoptionPlan plan = adoption.plan(legacy.request("acme", "notes"));
    assertThat(plan.leftBehind()).containsExactly("view 'newest'", "table 'notes'");
    adoption.adopt(legacy.request("acme", "notes"));
    assertThat(legacy.value("select to_regclass('public.notes')")).isEqualTo("notes");
    assertThat(adoption.plan(legacy.request("other", "nothing", "tasks", "notes")).refusals())
        .containsExactlyInAnyOrder(
            "--ignore-table names 'nothing', which is not in the source",
            "--ignore-table names 'tasks', which is one of ours");
  }

  @Test
  void aBrokenForeignKeyIsNamedWithItsRows() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    legacy.run(
        "alter table task_events drop constraint task_events_task_id_fkey",
        "insert into task_events (task_id, kind) values (gen_random_uuid(), 'lost'),"
            + " (gen_random_uuid(), 'lost')",
        "alter table task_events add constraint task_events_task_id_fkey foreign key (task_id)"
            + " references tasks not valid");
    assertThat(adoption.plan(legacy.request("acme")).refusals())
        .containsExactly(
            "2 rows of 'task_events' refer by task_events_task_id_fkey (task_id) to rows of 'tasks'"
                + " that are not there, such as the one with id = 3: mend or delete them in the"
                + " source");
    assertThatThrownBy(() -> adoption.adopt(legacy.request("acme"))).isInstanceOf(Failed.class);
    legacy.run("delete from task_events where kind = 'lost'");
    assertThat(adoption.adopt(legacy.request("acme")).plan().rows()).isEqualTo(9);
  }

  @Test
  void columnsThatAreMissingExtraOrOthersAreNamed() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    legacy.run(
        "alter table agents drop column description, add column colour text",
        "alter table tasks alter column progress type integer");
    assertThat(adoption.plan(legacy.request("acme")).refusals().get(0))
        .startsWith("It is no version that is known: nearest is version 1, but ")
        .contains("the column 'agents.description' is missing, expected text not null default")
        .contains("there is an extra column 'agents.colour' (text)")
        .contains(
            "the column 'tasks.progress' is 'integer not null default 0', expected"
                + " 'smallint not null default 0'");
  }

  @Test
  void aNewerVersionAndAHalfWayOneAreToldByTheSourcesOwnBook() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    legacy.run(
        "create table flyway_schema_history (version text, success boolean)",
        "insert into flyway_schema_history values ('99', true)");
    assertThat(adoption.plan(legacy.request("acme")).refusals().get(0))
        .contains("says version 99, this build knows up to 2: use a newer build");
    legacy.run("update flyway_schema_history set version = '2'");
    assertThat(adoption.plan(legacy.request("acme")).refusals().get(0))
        .contains("says version 2, but its tables are like version 1");
    legacy.run("update flyway_schema_history set version = '1'");
    assertThat(adoption.plan(legacy.request("acme")).refusals()).isEmpty();
  }

  @Test
  void takenAndReservedNamesAreRefused() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    installation.create("acme");
    assertThat(adoption.plan(legacy.request("acme")).refusals())
        .containsExactly("There is an organisation 'acme' already: choose another name");
    assertThatThrownBy(() -> Slug.forCustomer("admin")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void anEmptyDatabaseIsNoVersion() {
    assertThat(adoption.plan(LegacyDatabase.empty().request("acme")).refusals().get(0))
        .contains("It is no version that is known")
        .contains("the table 'agents' is missing");
  }

  @Test
  void whoMayNotReadOrLockIsToldWhatToGrant() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    String reader = "reader_of_" + legacy.database.name();
    installation.asSuperuser("create role " + reader + " login password 'x'");
    AdoptionRequest request = legacy.request("acme");
    AdoptionSource source =
        new AdoptionSource(
            request.source().settings(),
            new com.genericcorp.hq.server.database.Login(reader, () -> "x"));
    AdoptionRequest asReader =
        new AdoptionRequest(
            request.slug(),
            "Acme",
            "free",
            null,
            source,
            "public",
            null,
            Set.of(),
            Duration.ofSeconds(60),
            false);
    assertThat(adoption.plan(asReader).refusals())
        .contains(
            "'%s' may not read the table 'tasks': run, as its owner, GRANT SELECT ON \"public\".\"tasks\" TO \"%s\""
                .formatted(reader, reader))
        .anyMatch(refusal -> refusal.contains("GRANT MAINTAIN ON \"public\".\"tasks\" TO"));
    legacy.run("grant select, maintain on all tables in schema public to " + reader);
    assertThat(adoption.adopt(asReader).plan().rows()).isEqualTo(9);
  }

  @Test
  void aSourceThatIsInUseIsWaitedForAndThenGivenUp() throws Exception {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    try (Connection writer = legacy.database.connect();
        Statement statement = writer.createStatement();
        Session session = Session.beginSnapshot(legacy.source().connect())) {
      writer.setAutoCommit(false);
      statement.execute("update tasks set progress = 7");
      assertThatThrownBy(
              () ->
                  TableLocks.lock(
                      session, "public", Set.of("tasks"), "share", Duration.ofSeconds(1)))
          .isInstanceOf(Failed.class)
          .hasMessageContaining(legacy.database.migrator().user() + " (process")
          .hasMessageContaining("uses tasks");
      writer.commit();
    }
  }

  @Test
  void writersWaitWhileItIsCopiedAndLoseNothing() throws Exception {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    Adoption watching =
        new Adoption(
            installation.administration,
            ADA,
            line -> {
              if (line.startsWith("All rows")) {
                assertThat(blocked(legacy)).as("a writer is kept waiting").isTrue();
              }
            });
    watching.adopt(legacy.request("acme"));
    legacy.run("update tasks set progress = 7");
  }

  private static boolean blocked(LegacyDatabase legacy) {
    try {
      legacy.run("set lock_timeout = 100; update tasks set progress = 7");
      return false;
    } catch (IllegalStateException locked) {
      return true;
    }
  }

  @Test
  void whenThePauseIsOverNothingHasHappened() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    legacy.run(
        "insert into agents (name, description) select 'A' || n, repeat('x', 500)"
            + " from generate_series(1, 60000) n");
    AdoptionRequest request = legacy.request("acme");
    AdoptionRequest hasty =
        new AdoptionRequest(
            request.slug(),
            "Acme",
            "free",
            null,
            request.source(),
            "public",
            null,
            Set.of(),
            Duration.ofMillis(60),
            false);
    assertThatThrownBy(() -> adoption.adopt(hasty))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("The longest pause of 0 s was over");
    assertThat(adoption.list()).isEmpty();
    assertThat(
            installation.value(
                "select count(*) from pg_roles where rolname like '"
                    + installation.administration.names().tenant("%")
                    + "'"))
        .isEqualTo("0");
    legacy.run("update tasks set progress = 7");
    assertThat(adoption.adopt(request).plan().rows()).isEqualTo(60_009);
  }

  @Test
  void aCopyIsPutBackByDeletingItAndConfirmedForGood() {
    LegacyDatabase legacy = LegacyDatabase.ofVersion(1);
    Reversal reversal = new Reversal(installation.administration, ADA);
    adoption.adopt(legacy.request("acme"));
    assertThat(adoption.plan(legacy.request("acme")).refusals().get(0))
        .startsWith("'acme' is adopted already, since 20");
    assertThat(reversal.revert(new Slug("acme")).sentences())
        .contains("'tasks' is deleted, with 4 rows (4 when it was copied).")
        .anyMatch(sentence -> sentence.contains("was never written to and is as it is"));
    assertThat(reversal.revert(new Slug("acme")).sentences()).hasSize(1);
    assertThat(installation.value("select count(*) from public.tenants")).isEqualTo("0");
    assertThat(installation.value("select tenants from public.cohorts")).isEqualTo("0");
    assertThat(installation.value("select count(*) from pg_namespace where nspname ~ '^tenant_'"))
        .isEqualTo("0");
    assertThat(legacy.value("select count(*) from tasks")).isEqualTo("4");

    adoption.adopt(legacy.request("acme"));
    reversal.confirm(new Slug("acme"));
    reversal.confirm(new Slug("acme"));
    assertThatThrownBy(() -> reversal.revert(new Slug("acme")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("The adoption of 'acme' is confirmed: this can no longer be done.");
    assertThat(adoption.list())
        .extracting(record -> record.state().spelling())
        .containsExactly("confirmed", "reverted");
    assertThat(events("adoption-confirmed")).isEqualTo("1");
  }

  private String events(String kind) {
    assertThat(kind).matches("[a-z-]+");
    assertThat(TenantEvents.CREATED).isEqualTo("created");
    return installation.value(
        "select count(*) from public.tenant_events where kind = '" + kind + "'");
  }
}
