package com.genericcorp.hq.server.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A schema of this database, with the tables of an older version, is moved. */
class MoveAdoptionTest {
  private static final Operator ADA = new Operator("ada");
  private static final String STATE =
      "select string_agg(concat(c.relname, ' ', pg_get_userbyid(c.relowner), ' ', (select"
          + " string_agg(a::text, ',' order by a::text) from aclexplode(coalesce(c.relacl,"
          + " acldefault(case c.relkind when 'S' then 's' else 'r' end::\"char\", c.relowner))) a),"
          + " (select string_agg(attacl::text, ',') from pg_attribute where attrelid = c.oid)),"
          + " '; ' order by relname) from pg_class c where relnamespace = 'legacy'::regnamespace"
          + " and relkind in ('r', 'S')";
  private static final String ROWS =
      "select concat((select string_agg(a::text, ' ' order by id) from legacy.agents a),"
          + " (select string_agg(t::text, ' ' order by id) from legacy.tasks t),"
          + " (select string_agg(e::text, ' ' order by id) from legacy.task_events e),"
          + " (select string_agg(k::text, ' ' order by id) from legacy.api_keys k))";

  private static TestInstallation installation;
  private static Adoption adoption;
  private static Reversal reversal;
  private static String owner;
  private static String app;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    adoption = new Adoption(installation.administration, ADA, line -> {});
    reversal = new Reversal(installation.administration, ADA);
    owner = installation.database.name() + "_legacy";
    app = installation.database.name() + "_app";
    installation.asSuperuser("create role " + owner, "create role " + app);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  /** The tables of the first version, owned by somebody else, used by an application's login. */
  @BeforeEach
  void makeLegacy() {
    installation.asSuperuser(
        "drop schema if exists legacy cascade", "create schema legacy authorization " + owner);
    make(1);
    installation.asSuperuser(
        "set search_path = legacy",
        "grant usage on schema legacy to " + app,
        "grant select, insert, update on all tables in schema legacy to " + app,
        "grant select on agents to public",
        "grant update (title) on tasks to " + app + " with grant option",
        "grant usage on all sequences in schema legacy to " + app);
    installation.asSuperuser(
        "grant "
            + owner
            + " to "
            + installation.database.migrator().user()
            + " with inherit true, set true");
  }

  private static void make(int version) {
    LegacyDatabase.tables(
        statements -> installation.asSuperuser(asOwner(statements)), version, owner);
    installation.asSuperuser(asOwner(LegacyDatabase.rows()));
  }

  private static String[] asOwner(String... statements) {
    String[] all = new String[statements.length + 2];
    all[0] = "set role " + owner;
    all[1] = "set search_path = legacy";
    System.arraycopy(statements, 0, all, 2, statements.length);
    return all;
  }

  private static AdoptionRequest request(String slug) {
    return new AdoptionRequest(
        new Slug(slug),
        slug,
        "free",
        null,
        null,
        "legacy",
        null,
        Set.of(),
        Duration.ofSeconds(60),
        false);
  }

  @Test
  void itsTablesMoveAndNobodyElseReachesThemAnyMore() {
    assertThat(adoption.plan(request("moved")).refusals()).isEmpty();
    String tasks = installation.value("select 'legacy.tasks'::regclass::oid");
    adoption.adopt(request("moved"));
    Tenant moved = installation.registry.bySlug("moved").orElseThrow();
    assertThat(installation.value("select '" + moved.schema() + ".tasks'::regclass::oid"))
        .as("the same table, not a copy")
        .isEqualTo(tasks);
    assertThat(
            installation.value(
                "select string_agg(distinct g.rolname, ',') from pg_class c,"
                    + " aclexplode(c.relacl) a join pg_roles g on g.oid = a.grantee"
                    + " where c.relnamespace = '"
                    + moved.schema()
                    + "'::regnamespace"))
        .isEqualTo(installation.administration.names().owner() + "," + moved.role());
    int changed =
        installation.tenants.inTenant(
            moved,
            handle ->
                handle.execute(
                    "insert into task_events (task_id, kind) select id, 'x'" + " from tasks"));
    assertThat(changed).isEqualTo(4);
    assertThat(
            installation.value(
                "select count(*) from pg_class where relkind = 'r' and"
                    + " relnamespace = 'legacy'::regnamespace"))
        .isEqualTo("0");
    assertThat(adoption.list().get(0).details().tables())
        .filteredOn(table -> table.to().equals("tasks"))
        .singleElement()
        .satisfies(table -> assertThat(table.owner() + table.rows()).isEqualTo(owner + "4"));
  }

  @Test
  void putBackTheyAreAsTheyWereWithWhatWasWrittenSince() {
    String state = installation.value(STATE);
    String rows = installation.value(ROWS);
    adoption.adopt(request("back"));
    assertThat(reversal.outlook(new Slug("back")).refusals()).isEmpty();
    reversal.revert(new Slug("back"));
    assertThat(installation.value(STATE)).isEqualTo(state);
    assertThat(installation.value(ROWS)).isEqualTo(rows);
    assertThat(
            installation.value(
                "select count(*) from pg_roles where rolname like '"
                    + installation.administration.names().tenant("%")
                    + "' and rolname not in (select"
                    + " role_name from public.tenants)"))
        .isEqualTo("0");

    adoption.adopt(request("back"));
    Tenant back = installation.registry.bySlug("back").orElseThrow();
    int written =
        installation.tenants.inTenant(
            back,
            handle -> {
              handle.execute("insert into users (email, role) values ('a@b.c', 'owner')");
              return handle.execute("insert into agents (name) values ('New')");
            });
    assertThat(written).isEqualTo(1);
    assertThat(reversal.revert(new Slug("back")).sentences())
        .contains(
            "'agents' goes back to schema 'legacy' as its owner '%s' had it, with 3 rows (2 when it"
                    .formatted(owner)
                + " was moved).",
            "'users', which version 1 does not have, is deleted with 1 rows.")
        .anyMatch(sentence -> sentence.contains("tasks.updated_at"));
    assertThat(installation.value(STATE)).isEqualTo(state);
    assertThat(installation.value("select count(*) from legacy.agents")).isEqualTo("3");
    assertThat(adoption.plan(request("back")).refusals()).isEmpty();
  }

  @Test
  void anotherOwnersTablesAreRefusedWithWhatToRun() {
    installation.asSuperuser(
        "revoke " + owner + " from " + installation.database.migrator().user(),
        "grant usage on schema legacy to " + installation.database.migrator().user(),
        "grant select on all tables in schema legacy to "
            + installation.database.migrator().user());
    String migrator = installation.database.migrator().user();
    assertThatThrownBy(() -> adoption.adopt(request("other")))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(
            "The table 'tasks' belongs to '%s', as whom '%s' may not act: run, as an administrator,"
                    .formatted(owner, migrator)
                + " GRANT \"%s\" TO \"%s\" WITH INHERIT TRUE, SET TRUE; or ALTER TABLE"
                    .formatted(owner, migrator)
                + " \"legacy\".\"tasks\" OWNER TO \"%s\"".formatted(migrator));
    installation.asSuperuser(
        "grant \"%s\" to \"%s\" with inherit true, set true".formatted(owner, migrator));
    assertThat(adoption.plan(request("other")).refusals()).isEmpty();
  }

  @Test
  void whatWouldReachIntoItFromOutsideIsRefused() {
    installation.asSuperuser(
        asOwner(
            "create view latest as select * from tasks",
            "create table extra (task uuid references tasks)",
            "create index mine on tasks (title)"));
    installation.asSuperuser("alter table legacy.task_events disable trigger all");
    AdoptionRequest request =
        new AdoptionRequest(
            new Slug("reached"),
            "R",
            "free",
            null,
            null,
            "legacy",
            null,
            Set.of("extra"),
            Duration.ofSeconds(60),
            false);
    assertThat(String.join("\n", adoption.plan(request).refusals()))
        .contains("there is an extra index 'mine' of 'tasks'")
        .contains(
            "The table 'tasks' cannot be moved: legacy.extra refers to it by" + " extra_task_fkey")
        .contains("The table 'tasks' cannot be moved: the view legacy.latest reads it")
        .contains("The table 'task_events' cannot be moved: its check of references");
  }

  @Test
  void theSchemaOfAllOrganisationsIsNotMoved() {
    assertThatThrownBy(
            () ->
                new AdoptionRequest(
                    new Slug("x"),
                    "x",
                    "free",
                    null,
                    null,
                    "public",
                    null,
                    Set.of(),
                    Duration.ofSeconds(1),
                    false))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("--move --schema legacy");
  }

  @Test
  void whatFailsHalfWayLeavesEverythingAsItWas() {
    String state = installation.value(STATE);
    installation.create("taken");
    AdoptionRequest request = request("taken2");
    // The name is taken after the plan was made: nothing is left of the attempt.
    Adoption late =
        new Adoption(
            installation.administration,
            ADA,
            line -> {
              if (line.startsWith("All rows")) {
                installation.asSuperuser(
                    "update public.tenants set slug = 'taken2' where slug = 'taken'");
              }
            });
    assertThatThrownBy(() -> late.adopt(request)).isInstanceOf(Failed.class);
    assertThat(installation.value(STATE)).isEqualTo(state);
    assertThat(adoption.list()).noneMatch(record -> record.slug().equals("taken2"));
  }
}
