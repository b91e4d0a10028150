package com.genericcorp.hq.server.isolation;

import com.genericcorp.hq.server.database.RoleNames;
import java.util.List;
import java.util.function.Function;

/** The guards that are rights, roles and functions of the database. */
final class DatabaseGuards {
  private DatabaseGuards() {}

  static List<Guard> all() {
    return List.of(
        of(
            "an organisation's schema is its role's alone",
            "RightsTest.noOrganisationsRoleHasARightInAnothersSchema",
            ground -> "grant usage on schema %s to public".formatted(ground.globex.schema()),
            ground -> "revoke usage on schema %s from public".formatted(ground.globex.schema())),
        of(
            "an organisation's tables are its role's alone",
            "RightsTest.noOrganisationsRoleHasARightInAnothersSchema",
            ground -> "grant select on %s.users to public".formatted(ground.globex.schema()),
            ground -> "revoke select on %s.users from public".formatted(ground.globex.schema())),
        of(
            "both of them",
            "SqlEscapesTest.aQualifiedNameReadsAndWritesNothingOfAnothers",
            ground ->
                "grant usage on schema %1$s to public; grant select on %1$s.agents to public"
                    .formatted(ground.globex.schema()),
            ground ->
                "revoke usage on schema %1$s from public; revoke select on %1$s.agents from public"
                    .formatted(ground.globex.schema())),
        of(
            "a gateway has no rights of its own",
            "LeftOversTest.anIdleConnectionReadsNothing",
            ground ->
                "grant usage on schema %1$s to %2$s; grant select on %1$s.agents to %2$s"
                    .formatted(ground.globex.schema(), names(ground).gateway(1)),
            ground ->
                "revoke usage on schema %1$s from %2$s; revoke select on %1$s.agents from %2$s"
                    .formatted(ground.globex.schema(), names(ground).gateway(1))),
        of(
            "a gateway inherits nothing (NOINHERIT)",
            "LeftOversTest.anIdleConnectionReadsNothing",
            ground -> membership(ground, "inherit true"),
            ground -> membership(ground, "inherit false")),
        of(
            "a gateway is a member of its own cohort's roles",
            "SqlEscapesTest.aGatewayTakesNoRoleOfAnotherCohort",
            ground ->
                "grant %s to %s with inherit false, set true"
                    .formatted(ground.initech.role(), names(ground).gateway(1)),
            ground ->
                "revoke %s from %s".formatted(ground.initech.role(), names(ground).gateway(1))),
        of(
            "an organisation's role is a member of nothing",
            "RightsTest.organisationsRolesAreNoLoginsAndMembersOfNothing",
            ground -> "grant %s to %s".formatted(ground.globex.role(), ground.acme.role()),
            ground -> "revoke %s from %s".formatted(ground.globex.role(), ground.acme.role())),
        of(
            "the registry is read by gateways alone",
            "RightsTest.anOrganisationsRoleReadsNothingShared",
            ground -> "grant select on public.tenants to public",
            ground -> "revoke select on public.tenants from public"),
        of(
            "nobody makes temporary tables",
            "SqlEscapesTest.anOrganisationsRoleMakesAndChangesNothing",
            ground -> "grant temp on database %s to public".formatted(names(ground).database()),
            ground -> "revoke temp on database %s from public".formatted(names(ground).database())),
        of(
            "nobody makes anything in public",
            "RightsTest.everybodyMayDoNothingInTheDatabaseNorInPublic",
            ground -> "grant create on schema public to public",
            ground -> "revoke create on schema public from public"),
        of(
            "statements of a gateway have a time limit",
            "RightsTest.aGatewaysLoginHasTimeLimitsAndAnEmptyPath",
            ground -> "alter role %s reset statement_timeout".formatted(names(ground).gateway(1)),
            ground ->
                "alter role %s set statement_timeout = '15s'".formatted(names(ground).gateway(1))),
        of(
            "claiming jobs is revoked from everybody",
            "JobsTest.noOrganisationsRoleClaimsOrFreesJobs",
            ground ->
                "grant execute on function public.claim_tasks(text, integer, interval) to public",
            ground ->
                "revoke execute on function public.claim_tasks(text, integer, interval) from"
                    + " public"),
        of(
            "functions with their owner's rights have a path of their own",
            "RightsTest.everyFunctionWithItsOwnersRightsHasASearchPathOfItsOwn",
            ground -> "alter function public.acting_tenant() reset search_path",
            ground ->
                "alter function public.acting_tenant() set search_path = pg_catalog, pg_temp"),
        function(
            "functions take the organisation from the acting role",
            "JobsTest.aJobIsTheActingOrganisationsWhateverItsTask",
            "public.acting_tenant()",
            "role_name = current_setting('role')",
            "slug = 'acme'"),
        function(
            "a job is ended by its own organisation",
            "JobsTest.anothersJobCanBeNeitherEndedNorHeldNorGivenBack",
            "public.finish_task(uuid, text)",
            "tenant_id = public.acting_tenant() and",
            ""),
        function(
            "a job is kept by its own organisation",
            "JobsTest.anothersJobCanBeNeitherEndedNorHeldNorGivenBack",
            "public.extend_task(uuid, text, interval)",
            "tenant_id = public.acting_tenant() and",
            ""),
        function(
            "a job is given back by its own organisation",
            "JobsTest.anothersJobCanBeNeitherEndedNorHeldNorGivenBack",
            "public.retry_task(uuid, text, interval)",
            "tenant_id = public.acting_tenant() and",
            ""),
        function(
            "use is read by its own organisation",
            "UsageAndMetricsTest.anOrganisationReadsItsOwnUseAlone",
            "public.own_usage(timestamptz, timestamptz)",
            "u.tenant_id = public.acting_tenant() and",
            ""),
        function(
            "use by day is read by its own organisation",
            "UsageAndMetricsTest.anOrganisationReadsItsOwnUseAlone",
            "public.own_days(date, date)",
            "u.tenant_id = (select public.acting_tenant()) and",
            ""),
        function(
            "use is recorded outside of organisations' transactions",
            "UsageAndMetricsTest.noOrganisationsRoleRecordsOrMeasuresUse",
            "public.require_gateway()",
            "current_setting('role') <> 'none' or",
            ""),
        function(
            "use is recorded by gateways",
            "UsageAndMetricsTest.aLoginThatIsNoGatewayRecordsNoUse",
            "public.require_gateway()",
            "or not exists (select from public.cohorts where gateway = session_user)",
            ""),
        function(
            "announcements carry ids and nothing else",
            "StreamsTest.listeningShowsIdsAndNothingElse",
            "public.touch_task()",
            "' ', new.id)",
            "' ', new.id, new.title)"),
        of(
            "the registry takes slugs alone",
            "RightsTest.aNameThatIsNoSlugDoesNotEnterTheRegistry",
            ground ->
                "alter table public.tenants drop constraint tenants_slug_check;"
                    + " create table public.kept as select id, slug from public.tenants",
            ground ->
                "update public.tenants t set slug = k.slug from public.kept k where k.id = t.id;"
                    + " drop table public.kept; alter table public.tenants add constraint"
                    + " tenants_slug_check check (slug ~ '^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$'"
                    + " and slug !~ '--')"));
  }

  private static Guard of(
      String name,
      String attack,
      Function<Ground, String> remove,
      Function<Ground, String> restore) {
    return new Guard.InDatabase(name, attack, remove, restore);
  }

  /** A condition of a function, which must stand there exactly once. */
  private static Guard function(
      String name, String attack, String function, String condition, String replacement) {
    return new Guard.InDatabase(
        name,
        attack,
        ground -> {
          String source = definition(ground, function);
          if (source.split(java.util.regex.Pattern.quote(condition), -1).length != 2) {
            throw new AssertionError(
                "'%s' does not stand once in %s: say in DatabaseGuards what this guard is now"
                    .formatted(condition, function));
          }
          return source.replace(condition, replacement);
        },
        ground -> definition(ground, function));
  }

  private static String definition(Ground ground, String function) {
    return ground.installation.value("select pg_get_functiondef('" + function + "'::regprocedure)");
  }

  private static String membership(Ground ground, String option) {
    return "grant %s to %s with %s granted by %s"
        .formatted(
            ground.globex.role(), names(ground).gateway(1), option, names(ground).provisioner(1));
  }

  private static RoleNames names(Ground ground) {
    return ground.installation.administration.names();
  }
}
