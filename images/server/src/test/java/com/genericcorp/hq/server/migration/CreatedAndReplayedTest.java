package com.genericcorp.hq.server.migration;

import static com.genericcorp.hq.server.migration.Fleet.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A new organisation, made by the compiled script, is what migrations would have made of it. */
class CreatedAndReplayedTest {
  /** Every kind of statement that migrations are made of, beyond those that there are. */
  private static final List<MigrationScript> ALL =
      Fleet.with(
          new MigrationScript(
              NEXT,
              "labels",
              """
              -- What is there? A question mark in a comment.
              create type mood as enum ('good', 'bad');
              create sequence numbers start 7;
              create table labels (
                id bigint generated always as identity primary key,
                number bigint not null default nextval('numbers'),
                task_id uuid not null references tasks on delete cascade,
                mood mood not null default 'good', -- an enum
                name text not null check (name <> '?;')
              );
              comment on table labels is 'Words; and more.';
              comment on column labels.name is 'Is it ''good''?';
              create trigger labels_touch after delete on labels for each row
                execute function public.access_changed();
              alter table tasks add column due_at timestamptz,
                add constraint due_later check (due_at > created_at) not valid;
              create view late as select id from tasks where due_at < now();
              grant select, insert on labels to ${role};
              grant select on late to ${role};
              grant usage on numbers to ${role};
              """),
          new MigrationScript(
              NEXT + 1,
              "labels",
              true,
              """
              create unique index concurrently labels_once on labels (task_id, name);
              create index concurrently labels_by_name on labels (lower(name), mood desc);
              create index  CONCURRENTLY tasks_due on tasks (due_at) where due_at is not null;
              """),
          new MigrationScript(
              NEXT + 2,
              "labels sure",
              "alter table tasks validate constraint due_later"
                  + "; alter table labels add constraint once unique using index labels_once"));

  private static TestInstallation installation;

  @BeforeAll
  static void migrate() {
    installation = TestInstallation.migrated();
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void theyAreTheSameAtEveryVersion() {
    installation.asSuperuser(FINGERPRINT);
    make("replayed", 1);
    Tenant replayed = find("replayed");
    for (int version = 1; version <= ALL.size(); version++) {
      FleetMigration.Outcome outcome =
          new FleetMigration(
                  installation.administration,
                  ALL.subList(0, version),
                  Fleet.QUICK.only(List.of("replayed")),
                  Progress.silent())
              .migrate();
      assertThat(outcome.failures()).isEmpty();
      make("created-" + version, version);
      List<String> wanted = fingerprint(replayed);
      assertThat(fingerprint(find("created-" + version)))
          .as("version " + version)
          .containsExactlyElementsOf(wanted);
      assertThat(wanted).hasSizeGreaterThan(40);
    }
  }

  private static void make(String slug, int version) {
    new TenantCreation(installation.administration, ALL.subList(0, version))
        .create(new Slug(slug), slug, "free", "first");
  }

  private static Tenant find(String slug) {
    return installation.tenantAdministration.find(new Slug(slug)).orElseThrow();
  }

  private static List<String> fingerprint(Tenant tenant) {
    return installation
        .value("select fingerprint('%s', '%s')".formatted(tenant.schema(), tenant.role()))
        .lines()
        .toList();
  }

  // Names of schema and role are the only difference that there may be. All that the catalogue has
  // of a schema: its own rights, relations with owner, rights, options, columns in their order,
  // constraints, indexes, triggers, sequences, types, comments; and what the ledger says.
  private static final String FINGERPRINT =
      """
      create function fingerprint(schema_name text, role_name text) returns text
      language sql set search_path = pg_catalog as $$
        select string_agg(replace(replace(line, schema_name, 'SCHEMA'), role_name, 'ROLE'), e'\\n'
                          order by replace(replace(line, schema_name, 'SCHEMA'), role_name, 'ROLE'))
        from (
          select format('schema %s %s', n.nspowner::regrole, n.nspacl) as line
            from pg_namespace n where n.nspname = schema_name
          union all
          select format('relation %s %s %s %s %s %s %s', c.relname, c.relkind, c.relowner::regrole,
                        c.relacl, c.reloptions, c.relpersistence, obj_description(c.oid))
            from pg_class c where c.relnamespace = to_regnamespace(schema_name)
          union all
          select format('column %s %s %s %s %s %s %s %s %s %s %s', a.attrelid::regclass, a.attnum,
                        a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                        pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attacl,
                        a.attcollation::regcollation, col_description(a.attrelid, a.attnum))
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
           where c.relnamespace = to_regnamespace(schema_name) and a.attnum > 0
             and c.relkind in ('r', 'v', 'S')
          union all
          select format('constraint %s %s %s %s %s', c.conrelid::regclass, c.conname,
                        pg_get_constraintdef(c.oid), c.convalidated, c.conindid::regclass)
            from pg_constraint c where c.connamespace = to_regnamespace(schema_name)
          union all
          select format('index %s %s %s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready)
            from pg_index i join pg_class c on c.oid = i.indexrelid
           where c.relnamespace = to_regnamespace(schema_name)
          union all
          select format('trigger %s %s', pg_get_triggerdef(t.oid), t.tgenabled)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid
           where c.relnamespace = to_regnamespace(schema_name) and not t.tgisinternal
          union all
          select format('sequence %s %s %s %s %s', s.seqrelid::regclass, s.seqstart, s.seqincrement,
                        s.seqcache, s.seqcycle)
            from pg_sequence s join pg_class c on c.oid = s.seqrelid
           where c.relnamespace = to_regnamespace(schema_name)
          union all
          select format('view %s %s', c.relname, pg_get_viewdef(c.oid))
            from pg_class c where c.relnamespace = to_regnamespace(schema_name) and c.relkind = 'v'
          union all
          select format('enum %s %s %s %s', e.enumtypid::regtype, e.enumlabel, t.typowner::regrole,
                        t.typacl)
            from pg_enum e join pg_type t on t.oid = e.enumtypid
           where t.typnamespace = to_regnamespace(schema_name)
          union all
          select format('function %s', p.oid::regprocedure)
            from pg_proc p where p.pronamespace = to_regnamespace(schema_name)
          union all
          select format('ledger %s %s %s', m.version, m.description, m.checksum)
            from public.tenant_migrations m join public.tenants t on t.id = m.tenant_id
           where t.schema_name = fingerprint.schema_name
          union all
          select format('registry %s', t.schema_version)
            from public.tenants t where t.schema_name = fingerprint.schema_name
        ) everything
      $$""";
}
