package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.export.FilledTenant;
import com.genericcorp.hq.server.place.MotoS3;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes, as operators and platforms start them. */
class OffboardingCommandsTest {
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
  void anOrganisationLeavesByWayOfS3AndComesBack() throws Exception {
    Tenant tenant = FilledTenant.make(installation, "acme", 100);
    Map<String, String> before = FilledTenant.contents(installation, tenant);
    try (MotoS3 moto = MotoS3.start(folder)) {
      moto.makeBucket("exports");
      Map<String, String> more = new HashMap<>(moto.variables());
      more.put("EXPORTS", "s3://exports/production");
      assertThat(run(more, "tenants", "offboard", "acme", "--grace", "0").out())
          .contains("is suspended");
      Ended job = run(more, "job", "offboarding", "--json");
      assertThat(job.code()).as(job.err()).isZero();
      assertThat(job.out()).contains("\"purged\" : [ \"acme\" ]");
      assertThat(installation.tenantAdministration.find(new Slug("acme"))).isEmpty();
      String keys = moto.list("exports", Map.of("list-type", "2"));
      assertThat(keys).contains("production/acme/acme-" + tenant.id() + "-purged.jws");
      String place =
          installation.value(
              "select substring(detail from '^[^,]+') from public.tenant_events"
                  + " where kind = 'exported'");
      Ended restored = run(more, "tenants", "restore", place, "--json");
      assertThat(restored.code()).as(restored.err()).isZero();
      assertThat(restored.out()).contains("\"keysWork\" : true");
    }
    assertThat(FilledTenant.contents(installation, tenant)).isEqualTo(before);
  }

  @Test
  void aPurgeBeforeItsTimeNeedsTheNameTwiceAndLeavesAStatementThatVerifies() throws Exception {
    installation.create("leaver");
    assertThat(run(Map.of(), "tenants", "offboard", "leaver").code()).isZero();
    Ended early = run(Map.of(), "tenants", "purge", "leaver");
    assertThat(early.code()).isEqualTo(2);
    assertThat(early.err()).contains("can be kept until");
    Ended unsure = run(Map.of(), "tenants", "purge", "leaver", "--now", "--without-export");
    assertThat(unsure.code()).isEqualTo(2);
    assertThat(unsure.err()).contains("--yes-purge leaver");
    Path statement = folder.resolve("leaver.jws");
    Ended purged =
        run(
            Map.of(),
            "tenants",
            "purge",
            "leaver",
            "--now",
            "--without-export",
            "--yes-purge",
            "leaver",
            "--statement",
            statement.toString());
    assertThat(purged.code()).as(purged.err()).isZero();
    Ended said = run(Map.of(), "tenants", "statement", "verify", statement.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("\"slug\" : \"leaver\"").contains("\"api_keys\" : 1");
    Files.writeString(statement, "x" + Files.readString(statement));
    assertThat(run(Map.of(), "tenants", "statement", "verify", statement.toString()).code())
        .isEqualTo(2);
    assertThat(run(Map.of(), "tenants", "export", "leaver", "--to", folder + "/").err())
        .contains("was purged");
  }

  private Ended run(Map<String, String> more, String... words)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(more);
    all.put("TIERS", "{\"free\":{\"agents\":5}}");
    all.put("ENVIRONMENT", "test");
    return CommandProcess.start(folder, installation.database, all, words).end();
  }
}
