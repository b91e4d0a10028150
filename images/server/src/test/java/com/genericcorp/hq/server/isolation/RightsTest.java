package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database's catalogue says of every role: each guard alone, not only all together. */
class RightsTest {
  private final Ground ground = Ground.shared();

  @Test
  void noOrganisationsRoleHasARightInAnothersSchema() {
    String sql =
        """
        select string_agg(of_role.slug || ' in ' || of_schema.slug, ', ')
          from public.tenants of_role join public.tenants of_schema on of_role.id <> of_schema.id
         where has_schema_privilege(of_role.role_name, of_schema.schema_name, 'usage, create')
            or exists (
              select from pg_class c
               where c.relnamespace = to_regnamespace(of_schema.schema_name) and c.relkind = 'r'
                 and has_table_privilege(of_role.role_name, c.oid,
                       'select, insert, update, delete, truncate, references, trigger'))
        """;
    assertThat(ground.installation.value(sql)).isNull();
  }

  @Test
  void noLoginHasByItselfARightInAnOrganisationsSchema() {
    String sql =
        """
        select string_agg(r.rolname || ' in ' || t.slug, ', ')
          from pg_roles r cross join public.tenants t
         where r.rolcanlogin and not r.rolsuper and starts_with(r.rolname, current_database() || '_')
           and (has_schema_privilege(r.oid, t.schema_name, 'usage, create')
             or has_table_privilege(r.oid, t.schema_name || '.agents', 'select'))
        """;
    assertThat(ground.installation.value(sql)).isNull();
  }

  @Test
  void aGatewayIsAMemberOfItsOwnCohortsRolesAndOfNothingElse() {
    String sql =
        """
        select string_agg(member.rolname || ' of ' || granted.rolname, ', ')
          from pg_auth_members m
          join pg_roles member on member.oid = m.member
          join pg_roles granted on granted.oid = m.roleid
          join public.cohorts c on c.gateway = member.rolname
          left join public.tenants t on t.role_name = granted.rolname and t.cohort = c.id
         where t.id is null or m.admin_option or m.inherit_option
        """;
    assertThat(ground.installation.value(sql)).isNull();
  }

  @Test
  void organisationsRolesAreNoLoginsAndMembersOfNothing() {
    String sql =
        """
        select string_agg(r.rolname, ', ') from public.tenants t join pg_roles r on r.rolname = t.role_name
         where r.rolcanlogin or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolsuper
            or exists (select from pg_auth_members m where m.member = r.oid)
        """;
    assertThat(ground.installation.value(sql)).isNull();
  }

  @Test
  void nothingNeedsASuperuser() {
    String sql =
        """
        select string_agg(rolname, ', ') from pg_roles
         where (rolsuper or rolbypassrls or rolreplication)
           and (starts_with(rolname, current_database() || '_') or rolname = '%s')
        """;
    assertThat(
            ground.installation.value(
                sql.formatted(ground.installation.database.migrator().user())))
        .isNull();
  }

  @Test
  void anOrganisationsRoleReadsNothingShared() {
    for (String table :
        List.of(
            "tenants",
            "cohorts",
            "jobs",
            "tenant_migrations",
            "installation",
            "usage_hours",
            "usage_sources",
            "flyway_schema_history")) {
      Sql.denied(ground, ground.acme, "select * from public." + table);
    }
    String readable =
        """
        select string_agg(c.relname, ', ') from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'S', 'p')
           and has_table_privilege('%s', c.oid, 'select, insert, update, delete')
        """;
    assertThat(ground.installation.value(readable.formatted(ground.acme.role()))).isNull();
  }

  @Test
  void everyFunctionWithItsOwnersRightsHasASearchPathOfItsOwn() {
    String sql =
        """
        select string_agg(p.proname, ', ') from pg_proc p
         where p.pronamespace = 'public'::regnamespace and p.prosecdef
           and not exists (select from unnest(p.proconfig) as one (setting)
                            where setting = 'search_path=pg_catalog, pg_temp')
        """;
    assertThat(ground.installation.value(sql)).isNull();
  }

  @Test
  void aGatewaysLoginHasTimeLimitsAndAnEmptyPath() {
    for (Tenant tenant : List.of(ground.acme, ground.initech)) {
      assertThat(
              Sql.idle(
                  ground,
                  tenant.cohort(),
                  "select concat_ws(' ', current_setting('statement_timeout'),"
                      + " current_setting('idle_in_transaction_session_timeout'),"
                      + " current_setting('search_path'))"))
          .isEqualTo("15s 30s \"\"");
    }
  }

  @Test
  void everybodyMayDoNothingInTheDatabaseNorInPublic() {
    assertThat(
            ground.installation.value(
                "select concat_ws(' ', has_database_privilege('%1$s', current_database(), 'temp'),"
                        .formatted(ground.acme.role())
                    + " has_database_privilege('%1$s', current_database(), 'create'),"
                        .formatted(ground.acme.role())
                    + " has_schema_privilege('%1$s', 'public', 'create'))"
                        .formatted(ground.acme.role())))
        .isEqualTo("f f f");
  }

  @Test
  void aNameThatIsNoSlugDoesNotEnterTheRegistry() {
    for (String name : List.of("acme'--", "a--b", "ACME", "acme.evil", "", "-a")) {
      Sql.refused(
          "23514",
          () ->
              ground.installation.tenantAdministration.asOwner(
                  handle ->
                      handle.execute(
                          "update public.tenants set slug = ? where slug = 'acme'", name)));
    }
  }
}
