package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.migration.MigrationScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenants adopt} as a process, as operators start it. */
class AdoptCommandTest {
  private static TestInstallation installation;
  private static TestPostgres.Database legacy;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws SQLException {
    installation = TestInstallation.migrated();
    legacy = TestPostgres.shared().freshDatabase();
    try (Connection connection = legacy.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(MigrationScript.all().get(0).forRole(legacy.migrator().user()));
      statement.execute(
          "insert into agents (name, description)"
              + " select 'Agent ' || n, repeat('x', 400) from generate_series(1, 30000) n");
    }
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void itPlansIsKilledIsRepeatedAndPutBack() throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(password, legacy.migrator().password() + "\n");
    String[] from = {
      "tenants",
      "adopt",
      "acme",
      "--from",
      "postgresql://%s@%s:%d/%s?sslmode=disable"
          .formatted(legacy.migrator().user(), legacy.host(), legacy.port(), legacy.name()),
      "--password-file",
      password.toString()
    };
    Ended plan = run(from);
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .contains("It is version 1 of our own tables.")
        .containsPattern("agents +agents +30000")
        .contains("It is brought from version 1 to ")
        .contains("Nothing was changed. To copy it: the same with --yes.")
        .doesNotContain(legacy.migrator().password());

    killHalfWay(with(from, "--yes"));
    assertThat(installation.value("select count(*) from public.tenants")).isEqualTo("0");
    assertThat(installation.value("select state from public.adoptions")).isEqualTo("started");
    String begun = installation.value("select tenant_id from public.adoptions");

    Ended done = run(with(from, "--yes", "--json", "--by", "ada"));
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out())
        .contains("\"adopted\" : true", "\"id\" : \"" + begun + "\"", "\"apiKey\" : \"ahq_");
    assertThat(installation.value("select count(*) from tenant_" + begun + ".agents"))
        .isEqualTo("30000");
    Ended outlook = run("tenants", "adopt", "--revert", "acme");
    assertThat(outlook.out()).contains("'agents' is deleted, with 30000 rows", "with --yes");
    assertThat(run("tenants", "adopt", "--revert", "acme", "--yes").code()).isZero();
    assertThat(run("tenants", "adopt", "--list", "--json").out())
        .contains("\"state\" : \"reverted\"");
    assertThat(
            installation.value("select count(*) from pg_roles where rolname like '%" + begun + "'"))
        .isEqualTo("0");
  }

  /** Kills the process, not the database, while the source's rows are on their way. */
  private void killHalfWay(String... words) throws Exception {
    CommandProcess process =
        CommandProcess.start(folder, installation.database, variables(), words);
    while (installation
        .value(
            "select count(*) from pg_stat_activity where query like 'copy \"agents\" %'"
                + " and state = 'active'")
        .equals("0")) {
      assertThat(process.isAlive()).as(process.err()).isTrue();
    }
    process.kill();
    // The next one finds the lock free as soon as the database has seen it.
    while (!installation
        .value("select count(*) from pg_stat_activity where application_name = 'agenthq-admin'")
        .equals("0")) {
      Thread.sleep(20);
    }
  }

  @Test
  void aPasswordInTheArgumentsIsRefusedAndNotRepeated() throws Exception {
    Ended refused =
        run("tenants", "adopt", "other", "--from", "postgresql://u:hunter2@localhost/x");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("--from holds a password")
        .contains("--password-file")
        .doesNotContain("hunter2");
  }

  @Test
  void whatIsMissingOrWrongIsSaid() throws Exception {
    assertThat(run("tenants", "adopt", "other").err()).contains("Say what to adopt: --from");
    assertThat(run("tenants", "adopt", "--confirm", "nobody").err())
        .contains("'nobody' was not adopted: 'tenants adopt --list' shows what was.");
    Ended mapping =
        run(
            "tenants",
            "adopt",
            "other",
            "--from",
            "postgresql://u@localhost/x",
            "--mapping",
            folder.resolve("none.yaml").toString(),
            "--password-file",
            folder + "/p");
    assertThat(mapping.code()).isEqualTo(2);
    assertThat(mapping.err()).contains("none.yaml is not there");
  }

  private static String[] with(String[] words, String... more) {
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  private static Map<String, String> variables() {
    return Map.of(
        "TIERS", "{\"free\":{\"agents\":5}}",
        "PUBLIC_HOST", "hq.example.com",
        "TENANT_HOST", "{slug}.hq.example.com");
  }

  private Ended run(String... words) throws IOException, InterruptedException {
    return CommandProcess.start(folder, installation.database, variables(), words).end();
  }
}
