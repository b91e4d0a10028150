package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.export.FilledTenant;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tenants adopt --move}, {@code --revert} and {@code purge} as processes that are killed at
 * random moments of their work and run again. {@code -Dhq.adopt.rounds} is how often, {@code
 * -Dhq.adopt.seed} repeats a run.
 */
class AdoptKillIT {
  // One for the class: who runs a failing test once more repeats its run.
  private static final long SEED = Long.getLong("hq.adopt.seed", System.nanoTime());
  private static final int ROUNDS = Integer.getInteger("hq.adopt.rounds", 1);
  private static final int LONGEST_MILLIS = 250;
  private static final String[] ADOPT = {
    "tenants", "adopt", "acme", "--move", "--schema", "legacy", "--yes"
  };
  private static final String[] REVERT = {"tenants", "adopt", "--revert", "acme", "--yes"};
  private static final String[] PURGE = {
    "tenants", "purge", "leaver", "--now", "--without-export", "--yes-purge", "leaver"
  };
  private static final String OURS =
      "from pg_stat_activity where application_name like 'agenthq-%'"
          + " and datname = current_database()";

  private static TestInstallation installation;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    String owner = installation.database.migrator().user();
    installation.asSuperuser(
        "create schema legacy authorization " + owner,
        "set search_path = legacy",
        "set role " + owner,
        MigrationScript.all().get(0).forRole(owner),
        "insert into agents (name) select 'Agent ' || n from generate_series(1, 2000) n");
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void whatIsKilledAnywhereIsDoneOrNotBegun() throws Exception {
    System.out.println("kills at random moments by -Dhq.adopt.seed=" + SEED);
    Random random = new Random(SEED);
    String source = state("legacy");
    String roles = roles();
    int killed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      killed += killed(random, ADOPT) ? 1 : 0;
      if (installation.tenantAdministration.find(new Slug("acme")).isEmpty()) {
        assertThat(state("legacy")).as("not begun").isEqualTo(source);
        assertThat(roles()).isEqualTo(roles);
        succeeds(ADOPT);
      }
      Tenant acme = installation.tenantAdministration.require(new Slug("acme"));
      assertThat(agents(acme.schema())).isEqualTo("2000");

      killed += killed(random, REVERT) ? 1 : 0;
      if (installation.tenantAdministration.find(new Slug("acme")).isPresent()) {
        assertThat(agents(acme.schema())).as("not begun").isEqualTo("2000");
        succeeds(REVERT);
      }
      assertThat(state("legacy")).isEqualTo(source);
      assertThat(roles()).isEqualTo(roles);

      Tenant leaver = FilledTenant.make(installation, "leaver", 2_000);
      String rows = FilledTenant.contents(installation, leaver).toString();
      succeeds("tenants", "offboard", "leaver");
      killed += killed(random, PURGE) ? 1 : 0;
      if (installation.tenantAdministration.find(new Slug("leaver")).isPresent()) {
        assertThat(FilledTenant.contents(installation, leaver).toString()).isEqualTo(rows);
        succeeds(PURGE);
      }
      assertThat(roles()).isEqualTo(roles);
      assertThat(installation.value("select to_regnamespace('" + leaver.schema() + "')")).isNull();
      assertThat(run("tenants", "statement", "show", "leaver").code()).isZero();
    }
    assertThat(killed).as("killed before the end").isPositive();
  }

  /** Kills it within a quarter of a second from its first connection on; or it ends before. */
  private boolean killed(Random random, String... words) throws Exception {
    CommandProcess process =
        CommandProcess.start(folder, installation.database, variables(), words);
    while (process.isAlive() && count().equals("0")) {
      Thread.sleep(2);
    }
    Thread.sleep(random.nextInt(LONGEST_MILLIS));
    boolean before = process.kill();
    // Its sessions end when the database notices.
    while (!count().equals("0")) {
      Thread.sleep(10);
    }
    return before;
  }

  private static String count() {
    return installation.value("select count(*) " + OURS);
  }

  private static String agents(String schema) {
    return installation.value("select count(*) from " + schema + ".agents");
  }

  private static String state(String schema) {
    return installation.value(
        "select concat((select string_agg(concat(relname, ' ', pg_get_userbyid(relowner), ' ',"
            + " relacl), '; ' order by relname) from pg_class where relnamespace = '"
            + schema
            + "'::regnamespace), ' ', (select md5(string_agg(a::text, ' ' order by id)) from "
            + schema
            + ".agents a))");
  }

  private static String roles() {
    return installation.value(
        "select string_agg(rolname, ' ' order by rolname) from pg_roles where rolname like '"
            + installation.administration.names().tenant("%")
            + "'");
  }

  private void succeeds(String... words) throws IOException, InterruptedException {
    Ended ended = run(words);
    assertThat(ended.code()).as(List.of(words) + ": " + ended.err()).isZero();
  }

  private Ended run(String... words) throws IOException, InterruptedException {
    return CommandProcess.start(folder, installation.database, variables(), words).end();
  }

  private static Map<String, String> variables() {
    return Map.of(
        "TIERS", "{\"free\":{\"agents\":5}}",
        "ENVIRONMENT", "test",
        "PUBLIC_HOST", "hq.example.com",
        "TENANT_HOST", "{slug}.hq.example.com");
  }
}
