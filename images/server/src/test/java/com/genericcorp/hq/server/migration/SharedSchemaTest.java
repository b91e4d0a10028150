package com.genericcorp.hq.server.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.database.Readiness;
import com.genericcorp.hq.server.tenancy.Freshness;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedSchemaTest {
  @TempDir Path folder;

  @Test
  void manyMigrationsAtOnceWaitForOneAnother() {
    try (TestInstallation installation = TestInstallation.empty()) {
      List<CompletableFuture<Integer>> runs =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> new SharedSchema(installation.administration).migrate()))
              .limit(4)
              .toList();
      // Of versions some numbers are left out.
      assertThat(runs.stream().mapToInt(CompletableFuture::join).sum())
          .hasToString(
              installation.value("select count(version) from public.flyway_schema_history"));
      assertThat(
              installation.value("select max(version::integer) from public.flyway_schema_history"))
          .isEqualTo(Integer.toString(Readiness.BUILD));
      assertThat(installation.value("select count(*) from public.cohorts")).isEqualTo("1");
    }
  }

  @Test
  void aServerSaysWhatItWaitsFor() {
    try (TestInstallation installation = TestInstallation.empty()) {
      Readiness readiness =
          new Readiness(
              installation.gateways.watch(),
              () -> installation.gateways.pool(Gateways.FIRST_COHORT));
      assertThat(readiness.whyNot()).contains("the database cannot be reached");
      new SharedSchema(installation.administration).migrate();
      assertThat(readiness.whyNot()).isEmpty();
      installation.asSuperuser("update public.installation set oldest_build = 1000");
      assertThat(readiness.whyNot())
          .contains("the database has been migrated for newer builds only: deploy a newer one");
    }
  }

  @Test
  void aRotatedGatewaySecretNeedsNoRestart() throws Exception {
    Path file = folder.resolve("gateway-secret");
    Files.writeString(file, TestInstallation.GATEWAY_SECRET.reveal() + "\n");
    try (TestInstallation installation = TestInstallation.migrated()) {
      installation.create("acme");
      Secret inFile = Secret.inFile("GATEWAY_SECRET", file);
      try (Gateways running = new Gateways(installation.settings, inFile, 1, null)) {
        Registry registry =
            new Registry(new TenantDatabase(running), new Freshness(System::nanoTime));
        assertThat(registry.bySlug("acme")).isPresent();

        Secret next = Secret.of("GATEWAY_SECRET", "another");
        new SharedSchema(installation.administration(next)).migrate();
        installation.asSuperuser(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename like '%gateway%'"
                + " and datname = current_database()");
        assertThatThrownBy(() -> registry.byId("aaaaaaaaaa"))
            .isInstanceOf(DatabaseUnavailable.class);
        Files.writeString(file, "another\n");
        assertThat(eventually(registry)).isTrue();
      }
    }
  }

  private static boolean eventually(Registry registry) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < deadline) {
      try {
        return registry.bySlug("acme").isPresent();
      } catch (DatabaseUnavailable notYet) {
        Thread.sleep(50);
      }
    }
    return false;
  }
}
