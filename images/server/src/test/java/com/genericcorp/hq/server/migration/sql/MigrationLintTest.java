package com.genericcorp.hq.server.migration.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationLintTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db");
  private static final String TENANT = "db/tenant/V9__x.sql";
  private static final String CONCURRENTLY = "db/tenant/V9__x.concurrently.sql";

  @Test
  void ourMigrationsKeepTheRules() throws IOException {
    try (Stream<Path> files = Files.walk(MIGRATIONS)) {
      List<Path> all = files.filter(one -> one.toString().endsWith(".sql")).toList();
      assertThat(all).hasSizeGreaterThan(4);
      for (Path path : all) {
        MigrationFile file = new MigrationFile(path.toString(), Files.readString(path));
        assertThat(LintBaseline.has(file) ? List.of() : MigrationLint.check(file)).isEmpty();
      }
    }
  }

  @Test
  void whatIsOlderThanTheRulesBreaksThemAndIsLetThroughByName() throws IOException {
    for (String one : List.of("tenant/V2__users_and_limits.sql", "shared/V2__fair_claims.sql")) {
      MigrationFile file =
          new MigrationFile("db/" + one, Files.readString(MIGRATIONS.resolve(one)));
      assertThat(LintBaseline.has(file)).isTrue();
      assertThat(MigrationLint.check(file)).as("else it needs no exception").isNotEmpty();
    }
    assertThat(LintBaseline.has(new MigrationFile(TENANT, "select 1"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alter table tasks add column due date not null | not-null",
        "alter table tasks alter column title set not null | not-null",
        "alter table tasks add column token uuid not null default gen_random_uuid() |"
            + " volatile-default",
        "alter table tasks add column seen timestamptz default clock_timestamp() |"
            + " volatile-default",
        "alter table tasks add column n bigserial | rewrite",
        "alter table tasks add column l int generated always as (length(title)) stored | rewrite",
        "alter table tasks alter column progress type integer | rewrite",
        "alter table tasks alter column progress set data type bigint | rewrite",
        "alter table tasks rename column title to name | rename",
        "alter table tasks rename to jobs | rename",
        "alter table tasks drop column result | contract",
        "alter table tasks drop constraint tasks_progress_check | contract",
        "alter table tasks alter column status drop default | contract",
        "drop table tasks | contract",
        "drop trigger tasks_touch on tasks | contract",
        "revoke select on tasks from ${role} | contract",
        "create index by_title on tasks (title) | index",
        "create unique index by_title on tasks (title) | index",
        "drop index tasks_newest | index",
        "create index concurrently by_title on tasks (title) | concurrently",
        "alter table tasks add constraint long check (length(title) > 3) | constraint",
        "alter table tasks add column kind text check (kind <> '') | constraint",
        "alter table tasks add column agent uuid references agents | constraint",
        "alter table tasks add foreign key (agent_id) references agents | constraint",
        "alter table tasks add constraint once unique (title) | constraint",
        "alter table tasks add c1 int; update tasks set c1 = 1 | backfill",
        "alter table tasks add constraint c check (true) not valid; alter table tasks validate"
            + " constraint c | validation",
        "lock table tasks | lock",
        "truncate tasks | lock",
        "vacuum tasks | lock",
        "begin | transaction",
        "set search_path = public | transaction",
        "alter type mood add value 'so-so' | existing-type",
        "create table labels (id int) | grants",
        "create table labels (id int); grant select on labels to public | grants",
        "grant select on all tables in schema x to ${role} | grants",
        "create table if not exists labels (id int); grant select on labels to ${role} |"
            + " if-exists",
        "alter table tenant_x.tasks add column due date | names",
        "update public.tenants set sample = true | names",
        "create function f() returns int language sql as $$ select 1 $$ | names",
        "do $$ begin delete from tasks; end $$ | unknown-statement",
        "create extension pg_trgm | unknown-statement",
        "alter table tasks cluster on tasks_pkey | unknown-statement",
      })
  void whatWouldLockOutOrBreakServersIsRefused(String sql, String rule) {
    assertThat(MigrationLint.check(new MigrationFile(TENANT, sql)))
        .extracting(one -> one.rule().label())
        .contains(rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table tasks add column due_at timestamptz",
        "alter table tasks add column kind text not null default 'plain'",
        "alter table tasks add column data jsonb default '{}'::jsonb, add at timestamptz default"
            + " now()",
        "alter table tasks alter column status set default 'queued'",
        "alter table tasks add constraint long check (length(title) > 3) not valid",
        "alter table tasks add constraint a foreign key (agent_id) references agents not valid",
        "alter table tasks validate constraint long",
        "alter table tasks add constraint once unique using index tasks_once",
        "create table labels (id int primary key, task uuid references tasks); create index"
            + " labels_by_task on labels (task); grant select on labels to ${role}",
        "create trigger t before update on tasks for each row execute function"
            + " public.touch_task()",
        "update tasks set result = '' where result is null",
        "comment on column tasks.title is 'Not; a statement'",
        "-- contract: build 12\nalter table tasks drop column result",
        "-- allow index: the table has ten rows at the most\ncreate index x on tasks (title)",
      })
  void whatServersOfTheVersionBeforeDoNotNoticeIsTaken(String sql) {
    assertThat(MigrationLint.check(new MigrationFile(TENANT, sql))).isEmpty();
  }

  @Test
  void aConcurrentFileHasNothingElse() {
    String index = "create unique index concurrently tasks_once on tasks (title);\n";
    assertThat(MigrationLint.check(new MigrationFile(CONCURRENTLY, index))).isEmpty();
    assertThat(
            MigrationLint.check(
                new MigrationFile(
                    CONCURRENTLY,
                    index
                        + "alter table tasks add column a int; create index concurrently on t (a);"
                        + " create index concurrently if not exists a on t (a)")))
        .extracting(one -> one.line() + " " + one.rule().label())
        .containsExactly("2 concurrently", "2 names", "2 if-exists");
  }

  @Test
  void sharedTablesAreNamedWithTheirSchemaAndSmallOnesMayBeScanned() {
    String sql =
        """
        create index a on public.tenants (name);
        create index b on public.usage_hours (hour);
        create table labels (id int);
        """;
    assertThat(MigrationLint.check(new MigrationFile("db/shared/V9__x.sql", sql)))
        .extracting(Finding::toString)
        .satisfiesExactly(
            one -> assertThat(one).startsWith("db/shared/V9__x.sql:2: create index b"),
            one -> assertThat(one).contains("labels: expected public.labels"));
  }

  @Test
  void aFileOfAnotherNameIsNotLookedAt() {
    assertThatThrownBy(() -> new MigrationFile("notes.sql", "select 1"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("notes.sql is no migration: expected db/tenant/V<number>__<what>");
  }
}
