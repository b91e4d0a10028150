package com.genericcorp.hq.server.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.adoption.mapping.Mapping;
import com.genericcorp.hq.server.adoption.mapping.MappingFile;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Prisma application's database is brought over by the example mapping. */
class MappedAdoptionTest {
  private static TestInstallation installation;
  private static Adoption adoption;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    adoption = new Adoption(installation.administration, new Operator("ada"), line -> {});
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  static String text(String resource) {
    try (InputStream stream =
        Objects.requireNonNull(MappedAdoptionTest.class.getResourceAsStream(resource))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static LegacyDatabase prisma() {
    LegacyDatabase legacy = LegacyDatabase.empty();
    legacy.run(text("/adoption/prisma.sql"));
    return legacy;
  }

  private static Mapping mapping(String... changes) {
    String text = text("/adoption/example-prisma.yaml");
    for (int at = 0; at < changes.length; at += 2) {
      assertThat(text).contains(changes[at]);
      text = text.replace(changes[at], changes[at + 1]);
    }
    return MappingFile.parse(text, "prisma.yaml");
  }

  private static AdoptionRequest request(LegacyDatabase legacy, Mapping mapping, String slug) {
    return new AdoptionRequest(
        new Slug(slug),
        slug,
        "free",
        null,
        legacy.source(),
        "public",
        mapping,
        Set.of(),
        Duration.ofSeconds(60),
        false);
  }

  @Test
  void itsRowsBecomeOurs() {
    LegacyDatabase legacy = prisma();
    AdoptionRequest request = request(legacy, mapping(), "bots");
    AdoptionPlan plan = adoption.plan(request);
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.recognised())
        .isEqualTo("a Prisma database, made into version 2 of our tables by prisma.yaml");
    assertThat(plan.leftBehind()).containsExactly("table 'Session'", "table '_prisma_migrations'");
    adoption.adopt(request);
    Tenant bots = installation.registry.bySlug("bots").orElseThrow();
    String schema = bots.schema();
    assertThat(
            installation.value(
                "select string_agg(concat_ws('|', email, name, role, created_at at time zone"
                    + " 'UTC', password_hash), ' ' order by email) from "
                    + schema
                    + ".users"))
        .isEqualTo(
            "ada@example.com|Ada|owner|2024-01-02 03:04:05.678"
                + " bob@example.com||member|2024-02-02 00:00:00");
    assertThat(
            installation.value(
                "select string_agg(concat_ws('|', t.title, t.status, a.name, a.description,"
                    + " t.updated_at at time zone 'UTC'), ' ' order by t.title) from "
                    + schema
                    + ".tasks t join "
                    + schema
                    + ".agents a on a.id = t.agent_id"))
        .isEqualTo(
            "Read|queued|Reader|two\nlines|2024-04-02 10:00:00"
                + " Write|succeeded|Writer||2024-04-01 11:00:00.5");
    assertThat(installation.value("select id from " + schema + ".agents where name = 'Reader'"))
        .isEqualTo(NameUuid.of("Bot", "odd\tid\\with").toString());
    assertThat(
            installation.value(
                "select count(*) from public.jobs where tenant_id = '" + bots.id() + "'"))
        .isEqualTo("1");
  }

  @Test
  void whatTheSourceHoldsAgainstTheMappingIsNamedBeforeAnythingIsTouched() {
    LegacyDatabase legacy = prisma();
    legacy.run(
        "alter type \"RunState\" add value 'PAUSED'",
        "alter table \"Run\" drop constraint \"Run_botId_fkey\"");
    legacy.run(
        "insert into \"Run\" select 'lost', 'nowhere', 'Lost', 'PAUSED', 0, now(), now()",
        "insert into _prisma_migrations (id, checksum, migration_name) values ('2', 'x', 'broken')");
    assertThat(adoption.plan(request(legacy, mapping(), "odd")).refusals())
        .containsExactly(
            "Prisma's migration 'broken' did not end: finish it by 'prisma migrate resolve'",
            "prisma.yaml:32: 'values' does not name what stands in 'Run.state': 'PAUSED' (1 rows)",
            "1 rows of 'Run' refer by tasks_agent_id_fkey (botId) to rows of 'Bot' that are not"
                + " there, such as the one with id = lost: mend or delete them in the source");
    assertThatThrownBy(() -> adoption.adopt(request(legacy, mapping(), "odd")))
        .isInstanceOf(Failed.class);
  }

  @Test
  void whatTheMappingDoesNotNameOrNamesWronglyIsToldByLine() {
    LegacyDatabase legacy = prisma();
    legacy.run("create table \"Audit\" (id text)", "alter table \"Bot\" add column colour text");
    Mapping wrong =
        mapping(
            "name: title", "name: heading",
            "agent_id: { from: botId, uuid: Bot }", "agent_id: { from: botId, uuid: Run }",
            "description: { from: summary, default: \"\" }", "description: summary",
            "updated_at: updatedAt", "changed_at: updatedAt");
    assertThat(adoption.plan(request(legacy, wrong, "wrong")).refusals())
        .containsExactly(
            "prisma.yaml:21: 'Bot' has no column 'heading'; it has colour, createdAt, id, settings,"
                + " summary, title",
            "prisma.yaml:22: 'Bot.summary' may be null and 'description' may not: give a 'default'",
            "prisma.yaml:17: columns of 'Bot' that are not named: colour, title; map them, or list"
                + " them under 'leave'",
            "prisma.yaml:35: 'tasks' has no column 'changed_at'",
            "prisma.yaml:26: 'tasks.updated_at' must have a value: map it",
            "prisma.yaml:26: columns of 'Run' that are not named: updatedAt; map them, or list them"
                + " under 'leave'",
            "prisma.yaml:30: 'tasks.agent_id' refers to 'agents', whose ids are made by 'uuid: Bot':"
                + " write the same here",
            "There is a table 'Audit' that prisma.yaml does not name: list it under 'leave', or add"
                + " --ignore-table Audit");
  }

  @Test
  void aTypeOfAnExtensionIsRefused() {
    LegacyDatabase legacy = prisma();
    try (var connection = legacy.database.connectAsSuperuser();
        var statement = connection.createStatement()) {
      statement.execute("create extension citext");
      statement.execute("alter table \"User\" alter column email type citext");
    } catch (java.sql.SQLException problem) {
      throw new IllegalStateException(problem);
    }
    assertThat(adoption.plan(request(legacy, mapping(), "ext")).refusals())
        .containsExactly(
            "prisma.yaml:11: 'User.email' has the type citext of the extension 'citext': make a"
                + " column of a type of PostgreSQL's own from it");
  }

  @Test
  void aDatabaseOfAnotherEncodingIsRefused() {
    LegacyDatabase legacy = prisma();
    String latin = legacy.database.name() + "_latin";
    legacy.value("select 1");
    try (var connection = legacy.database.connectAsSuperuser();
        var statement = connection.createStatement()) {
      statement.execute(
          "create database "
              + latin
              + " owner "
              + legacy.database.migrator().user()
              + " template template0 encoding 'LATIN1' locale 'C'");
    } catch (java.sql.SQLException problem) {
      throw new IllegalStateException(problem);
    }
    AdoptionSource source = legacy.source();
    var settings = source.settings();
    AdoptionRequest request =
        new AdoptionRequest(
            new Slug("latin"),
            "L",
            "free",
            null,
            new AdoptionSource(
                new DatabaseSettings(settings.host(), settings.port(), latin, settings.tls(), ""),
                source.login()),
            "public",
            null,
            Set.of(),
            Duration.ofSeconds(60),
            false);
    assertThat(adoption.plan(request).refusals())
        .contains(
            "The source is encoded in LATIN1, expected UTF8: dump it and restore it into a database"
                + " with ENCODING 'UTF8', and adopt that one");
  }
}
