package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.export.ExportFile;
import com.genericcorp.hq.server.export.FilledTenant;
import com.genericcorp.hq.server.place.LocalFile;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code job offboarding}, {@code tenants export} and {@code restore} as processes that are killed
 * at random moments and run again. {@code -Dhq.offboarding.rounds} is how often, {@code
 * -Dhq.offboarding.seed} repeats a run.
 */
class OffboardingKillIT {
  // One for the class: who runs a failing test once more repeats its run.
  private static final long SEED = Long.getLong("hq.offboarding.seed", System.nanoTime());
  private static final int ROWS = 20_000;
  private static final int ROUNDS = Integer.getInteger("hq.offboarding.rounds", 3);

  private static TestInstallation installation;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void whatIsKilledAnywhereIsFinishedByTheNext() throws Exception {
    System.out.println("kills at random moments by -Dhq.offboarding.seed=" + SEED);
    Random random = new Random(SEED);
    Path exports = Files.createDirectory(folder.resolve("exports"));
    Tenant tenant = FilledTenant.make(installation, "acme", ROWS);
    Map<String, String> before = FilledTenant.contents(installation, tenant);
    for (int round = 0; round < ROUNDS; round++) {
      killed(random, List.of("tenants", "export", "acme"), exports);
      assertThat(FilledTenant.contents(installation, tenant)).isEqualTo(before);
      everyExportIsWhole(exports);

      assertThat(run(exports, "tenants", "offboard", "acme").code()).isZero();
      installation.asSuperuser("update public.offboardings set purge_after = now()");
      killed(random, List.of("job", "offboarding"), exports);
      CommandProcess.Ended ended = run(exports, "job", "offboarding", "--json");
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(installation.tenantAdministration.find(new Slug("acme"))).isEmpty();
      assertThat(traces(tenant)).isEqualTo("0");
      everyExportIsWhole(exports);
      String place =
          installation.value(
              "select substring(detail from '^[^,]+') from public.tenant_events"
                  + " where kind = 'exported' order by id desc limit 1");
      assertThat(
              Files.list(exports).filter(file -> file.toString().endsWith("-purged.jws")).count())
          .isEqualTo(1);

      killed(random, List.of("tenants", "restore", place), exports);
      if (installation.tenantAdministration.find(new Slug("acme")).isEmpty()) {
        assertThat(traces(tenant)).isEqualTo("0");
        CommandProcess.Ended restored = run(exports, "tenants", "restore", place);
        assertThat(restored.code()).as(restored.err()).isZero();
      }
      assertThat(FilledTenant.contents(installation, tenant)).isEqualTo(before);
    }
  }

  /** Starts a command and kills it within the time that it would take, or lets it end. */
  private void killed(Random random, List<String> words, Path exports) throws Exception {
    CommandProcess process =
        CommandProcess.start(
            folder, installation.database, more(exports), words.toArray(String[]::new));
    // A JVM starts for a second; what follows takes another.
    process.killAfter(700 + random.nextInt(1_800));
    // Its sessions end when the server notices.
    while (!installation
        .value(
            "select count(*) from pg_stat_activity where application_name like 'agenthq-%' and"
                + " datname = current_database() and state <> 'idle'")
        .equals("0")) {
      Thread.sleep(20);
    }
  }

  private void everyExportIsWhole(Path exports) throws Exception {
    try (Stream<Path> files = Files.list(exports)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".zip")).toList()) {
        new ExportFile(new LocalFile(file)).check();
      }
    }
  }

  private static String traces(Tenant tenant) {
    return installation.value(
        "select (select count(*) from pg_namespace where nspname like 'tenant\\_%')"
            + " + (select count(*) from pg_roles where rolname = '"
            + tenant.role()
            + "') + (select count(*) from public.usage_hours) + (select count(*) from public.jobs)"
            + " + (select count(*) from public.offboardings)");
  }

  private CommandProcess.Ended run(Path exports, String... words)
      throws IOException, InterruptedException {
    return CommandProcess.start(folder, installation.database, more(exports), words).end();
  }

  private static Map<String, String> more(Path exports) {
    return Map.of(
        "TIERS", "{\"free\":{\"agents\":5}}", "EXPORTS", exports.toString(), "ENVIRONMENT", "test");
  }
}
