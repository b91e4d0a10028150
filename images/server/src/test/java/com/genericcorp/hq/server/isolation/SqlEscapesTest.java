package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.database.Gateways;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQL that got into an organisation's transaction reaches: never another cohort. */
class SqlEscapesTest {
  private final Ground ground = Ground.shared();

  @Test
  void aQualifiedNameReadsAndWritesNothingOfAnothers() {
    String theirs = ground.globex.schema();
    Sql.denied(ground, ground.acme, "select * from " + theirs + ".agents");
    Sql.denied(ground, ground.acme, "insert into " + theirs + ".agents (name) values ('x')");
    Sql.denied(ground, ground.acme, "update " + theirs + ".tasks set title = 'x'");
    Sql.denied(ground, ground.acme, "delete from " + theirs + ".users");
    Sql.denied(
        ground,
        ground.acme,
        "set local search_path = " + theirs + ", " + ground.acme.schema(),
        "select * from " + theirs + ".api_keys");
  }

  @Test
  void aSearchPathOfTheCallersOwnLeadsToItsOwnTablesOrToNone() {
    Sql.refused(
        "42P01",
        () ->
            Sql.inTenant(
                ground,
                ground.acme,
                "select set_config('search_path', '" + ground.globex.schema() + "', true)",
                "select * from agents"));
  }

  /** Each names in a query what the query is then run as, which no grant on functions forbids. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "query_to_xml('select * from %s.agents', true, false, '')",
        "query_to_xml_and_xmlschema('select * from %s.agents', true, false, '')",
        "query_to_xmlschema('select * from %s.agents', true, false, '')",
        "table_to_xml('%s.agents', true, false, '')",
        "schema_to_xml('%s', false, false, '')"
      })
  void aRoleSetInTheFromClauseStopsAtTheCohort(String function) {
    String run = function.formatted(ground.initech.schema());
    for (String role :
        new String[] {
          ground.initech.role(),
          ground.installation.administration.names().owner(),
          ground.installation.administration.names().provisioner(1),
          ground.installation.administration.names().gateway(2),
          ground.installation.database.migrator().user()
        }) {
      String sql = "select r, %s from set_config('role', '%s', true) r".formatted(run, role);
      Sql.refused("42501", () -> Sql.value(ground, ground.acme, sql));
    }
    // Without another role not even the cohort's.
    Sql.denied(ground, ground.acme, "select " + function.formatted(ground.globex.schema()));
  }

  @Test
  void cursorsAndWholeDatabasesAsXmlShowItsOwnRowsAlone() {
    assertThat(Sql.value(ground, ground.acme, "select database_to_xml(false, false, '')"))
        .doesNotContain(Ground.mark(ground.globex))
        .doesNotContain(Ground.mark(ground.initech));
    Sql.denied(
        ground,
        ground.acme,
        "declare c cursor for select * from " + ground.globex.schema() + ".agents");
    assertThat(
            Sql.value(
                ground,
                ground.acme,
                "select query_to_xml('select name from agents', true, false, '')"))
        .contains(Ground.mark(ground.acme));
  }

  @Test
  void stackedStatementsLeadToALoginWithoutRights() {
    String theirs = ground.globex.schema();
    Sql.denied(ground, ground.acme, "select 1; select * from " + theirs + ".agents");
    Sql.denied(ground, ground.acme, "commit; select * from " + theirs + ".agents");
    Sql.denied(ground, ground.acme, "rollback; select * from " + ground.acme.schema() + ".agents");
    Sql.denied(ground, ground.acme, "reset role; select * from " + theirs + ".agents");
    Sql.denied(ground, ground.acme, "reset role", "select * from " + theirs + ".agents");
    Sql.denied(ground, ground.acme, "reset all; select * from " + theirs + ".agents");
  }

  @Test
  void aDoBlockHasTheRightsOfWhoRunsIt() {
    String theirs = ground.globex.schema();
    Sql.denied(ground, ground.acme, "do $$ begin perform * from " + theirs + ".agents; end $$");
    Sql.denied(
        ground,
        ground.acme,
        "do $$ begin execute 'set role %s'; perform * from %s.agents; end $$"
            .formatted(ground.initech.role(), ground.initech.schema()));
    Sql.denied(ground, ground.acme, "do $$ begin execute 'create role mine'; end $$");
  }

  @Test
  void nobodyElsesLoginCanBeTaken() {
    for (String login :
        new String[] {
          ground.installation.database.migrator().user(),
          ground.installation.administration.names().provisioner(1),
          ground.installation.administration.names().gateway(2),
          ground.installation.database.superuser().user(),
          ground.globex.role()
        }) {
      Sql.denied(ground, ground.acme, "set session authorization " + login);
    }
  }

  @Test
  void aGatewayTakesNoRoleOfAnotherCohort() {
    Sql.denied(ground, ground.acme, "set role " + ground.initech.role());
    Sql.refused(
        Sql.DENIED,
        () ->
            Sql.idle(
                ground,
                Gateways.FIRST_COHORT,
                "select set_config('role', '" + ground.initech.role() + "', false)"));
  }

  /** The bound that a review has to assume; docs/security/threat-model.md says so. */
  @Test
  void sqlOfACallersOwnChoosingReachesItsCohort() {
    assertThat(
            Sql.value(
                ground,
                ground.acme,
                "select query_to_xml('select name from %s.agents', true, false, '')"
                        .formatted(ground.globex.schema())
                    + " from set_config('role', '"
                    + ground.globex.role()
                    + "', true)"))
        .contains(Ground.mark(ground.globex));
  }

  @Test
  void thereIsNoWayOutOfTheDatabase() {
    assertThat(ground.installation.value("select string_agg(extname, ',') from pg_extension"))
        .isEqualTo("plpgsql");
    for (String sql :
        new String[] {
          "create extension dblink",
          "create extension postgres_fdw",
          "copy agents to program 'cat'",
          "copy agents to '/tmp/agents'",
          "select pg_read_file('postgresql.conf')",
          "select pg_ls_dir('.')",
          "select lo_import('/etc/passwd')",
          "select pg_reload_conf()",
          "create server elsewhere foreign data wrapper dblink_fdw"
        }) {
      Sql.refused("42", () -> Sql.inTenant(ground, ground.acme, sql));
    }
  }

  @Test
  void anOrganisationsRoleMakesAndChangesNothing() {
    for (String sql :
        new String[] {
          "create table mine (id int)",
          "create temporary table mine (id int)",
          "create function mine() returns int language sql as 'select 1'",
          "create schema mine",
          "create table public.mine (id int)",
          "create role mine",
          "create view mine as select 1",
          "truncate tasks",
          "drop table agents",
          "alter table agents disable trigger all",
          "alter table agents owner to current_user",
          "lock table users in access exclusive mode; truncate users"
        }) {
      Sql.denied(ground, ground.acme, sql);
    }
    Sql.denied(ground, ground.acme, "alter role " + ground.globex.role() + " login");
    // PostgreSQL warns of a grant by somebody who may grant nothing, and grants nothing.
    Sql.inTenant(ground, ground.acme, "grant select on agents to public");
    assertThat(
            ground.installation.value(
                "select relacl::text from pg_class where oid = '%s.agents'::regclass"
                    .formatted(ground.acme.schema())))
        .doesNotContain("{=")
        .doesNotContain(",=");
  }
}
