package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.migration.TenantSchemas;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenants migrate} as a process, on organisations that an older build made. */
class TenantsMigrateTest {
  @TempDir private Path folder;

  @Test
  void organisationsAreTriedMigratedAndShown() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      TenantCreation older =
          new TenantCreation(installation.administration, MigrationScript.all().subList(0, 1));
      for (String slug : new String[] {"probe", "acme", "globex"}) {
        older.create(new Slug(slug), slug, "free", "first");
      }
      Ended tried = run(installation, "tenants", "migrate", "--dry-run");
      assertThat(tried.code()).as(tried.err()).isZero();
      assertThat(tried.out())
          .contains("3 organisations would be migrated by V2__users_and_limits.sql")
          .contains("Tried on the probe, and undone:")
          .contains("V2__users_and_limits.sql:3 ");
      assertThat(status(installation).at("/behind").asInt()).isEqualTo(3);

      installation.asSuperuser(
          "create view " + installation.value(schemaOf("acme")) + ".users as select 1");
      Ended failed = run(installation, "tenants", "migrate", "--json");
      assertThat(failed.code()).isEqualTo(1);
      JsonNode outcome = Json.mapper().readTree(failed.out());
      assertThat(outcome.at("/migrated").asInt()).isEqualTo(2);
      assertThat(outcome.at("/failed/0/slug").asText()).isEqualTo("acme");
      assertThat(failed.err()).contains("Migrate the probe").doesNotContain("\r");
      assertThat(status(installation).at("/failed/0/reason").asText())
          .contains("V2__users_and_limits.sql:3", "\"users\" already exists");
      assertThat(run(installation, "tenants", "migrate", "--status").out())
          .contains("behind", "acme", "1 failed");

      installation.asSuperuser("drop view " + installation.value(schemaOf("acme")) + ".users");
      Ended done = run(installation, "migrate", "--fleet");
      assertThat(done.out()).isEqualTo("Organisations: 1 migrated." + System.lineSeparator());
      assertThat(run(installation, "tenants", "migrate").out()).contains("at version 2 already");
      assertThat(status(installation).at("/run/state").asText()).isEqualTo("done");
    }
  }

  @Test
  void whatTheCodeNeedsIsMigratedBeforeItServes() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      List<MigrationScript> files = MigrationScript.all();
      TenantCreation older =
          new TenantCreation(
              installation.administration, files.subList(0, MigrationScript.NEEDED - 1));
      older.create(new Slug("acme"), "acme", "free", "first");
      Ended done = run(installation, "migrate", "--needed");
      assertThat(done.code()).as(done.err()).isZero();
      assertThat(done.out()).contains("Organisations: 1 migrated.").doesNotContain("behind");
      assertThat(status(installation).at("/behind").asInt()).isZero();
      assertThat(run(installation, "migrate", "--needed", "--fleet").code()).isEqualTo(2);
      assertThat(run(installation, "seed", "--migrate", "--migrate-needed").code()).isEqualTo(2);
    }
  }

  @Test
  void aFirstInstallationHasNobodyWhoIsBehind() throws Exception {
    try (TestInstallation installation = TestInstallation.empty()) {
      for (String before : new String[] {"--migrate-needed", "--migrate", ""}) {
        String[] words = ("seed " + before).strip().split(" ");
        Ended done =
            CommandProcess.start(
                    folder, installation.database, Map.of("PROBE_SECRET", "s".repeat(64)), words)
                .end();
        assertThat(done.code()).as(before + ": " + done.err()).isZero();
        assertThat(done.out()).contains("The probe and 0 sample").doesNotContain("behind");
        assertThat(done.out().contains("Shared schema: "))
            .as("migrates, by '%s'", before)
            .isEqualTo(!before.isEmpty());
      }
      assertThat(status(installation).at("/behind").asInt()).isZero();
      assertThat(installation.value("select count(*) from public.fleet_runs")).isEqualTo("0");
    }
  }

  @Test
  void whoIsLeftIsSaidInALineOfItsOwn() {
    assertThat(Migrate.sentence(1, new TenantSchemas.Needed(0, 12), 3).lines())
        .containsExactly(
            "Shared schema: 1 versions applied. Organisations: 0 migrated.",
            "12 organisations are behind version 3 and served as they are: 'tenants migrate' brings"
                + " them up.");
    assertThat(Migrate.sentence(0, new TenantSchemas.Needed(12, 0), 3).lines())
        .containsExactly("Shared schema: 0 versions applied. Organisations: 12 migrated.");
  }

  @Test
  void filesAreLookedAtWithoutADatabase() throws Exception {
    Path migrations = Files.createDirectories(folder.resolve("db/tenant"));
    Path bad = migrations.resolve("V9__x.sql");
    Files.writeString(bad, "\nalter table tasks drop column title;\n");
    assertThat(lint(bad.toString())).isEqualTo(1);
    Files.writeString(bad, "alter table tasks add column due_at date;\n");
    assertThat(lint(bad.toString())).isZero();
    assertThat(lint(folder.resolve("none/tenant/V9__x.sql").toString())).isEqualTo(2);
    assertThat(lint(bad.toString(), "--status")).isEqualTo(2);
  }

  private static int lint(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "tenants";
    all[1] = "migrate";
    all[2] = "--lint";
    System.arraycopy(words, 0, all, 3, words.length);
    return CommandRunner.run(AgentHq.commandLine(), all);
  }

  private JsonNode status(TestInstallation installation) throws Exception {
    Ended ended = run(installation, "tenants", "migrate", "--status", "--json");
    assertThat(ended.code()).as(ended.err()).isZero();
    return Json.mapper().readTree(ended.out());
  }

  private static String schemaOf(String slug) {
    return "select schema_name from public.tenants where slug = '" + slug + "'";
  }

  private Ended run(TestInstallation installation, String... words)
      throws IOException, InterruptedException {
    return CommandProcess.start(folder, installation.database, Map.of(), words).end();
  }
}
