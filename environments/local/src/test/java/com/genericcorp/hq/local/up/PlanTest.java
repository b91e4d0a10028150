package com.genericcorp.hq.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.local.processes.Jvm;
import com.genericcorp.hq.local.programs.Programs;
import com.genericcorp.hq.local.state.InnerPorts;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.model.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Environment LOCAL = Described.local();
  private static final Plan PLAN = plan(new PublicPorts(8443, 8080), "c1");

  private static Plan plan(PublicPorts ports, String certificate) {
    Path folder = Path.of("/repository/.hq/local");
    return new Plan(
        LOCAL,
        new LocalState(folder),
        ports,
        new InnerPorts(4001, 4002, 4003),
        new Secrets(folder.resolve("secrets/gateway"), folder.resolve("secrets/migrator-password")),
        new Programs(folder.resolve("programs/f00"), "/edge.jar:/jetty.jar"),
        folder.resolve("certificates/server.pem"),
        certificate);
  }

  @Test
  void theServerIsToldItsAddressesByTheApplicationContract() {
    assertThat(PLAN.server().main())
        .containsExactly("-jar", "/repository/.hq/local/programs/f00/agenthq-server.jar", "serve");
    assertThat(PLAN.server().variables())
        .containsAllEntriesOf(
            Map.of(
                "ENVIRONMENT", "local",
                "PUBLIC_HOST", "demo.localhost",
                "TENANT_HOST", "{slug}.demo.localhost",
                "PUBLIC_PORT", "8443",
                "PORT", "4001",
                "MANAGEMENT_PORT", "4002",
                "BIND_ADDRESS", "127.0.0.1",
                "TRUSTED_PROXIES", "1",
                "HSTS_SECONDS", "0"))
        .containsAllEntriesOf(
            Map.of(
                "DATABASE_HOST", "127.0.0.1",
                "DATABASE_PORT", "4003",
                "DATABASE_NAME", "agenthq",
                "DATABASE_TLS", "disable",
                "GATEWAY_SECRET_FILE", "/repository/.hq/local/secrets/gateway"));
  }

  @Test
  void onlyCommandsThatChangeSchemasHaveTheMigratorsCredentials() {
    assertThat(PLAN.server().variables())
        .doesNotContainKeys("MIGRATOR_USER", "MIGRATOR_PASSWORD_FILE");
    for (Jvm job :
        List.of(
            PLAN.migrateAndSeed(), PLAN.migrateAndSeed(), PLAN.job(List.of("tenants", "list")))) {
      assertThat(job.variables())
          .containsEntry("MIGRATOR_USER", "migrator")
          .containsEntry(
              "MIGRATOR_PASSWORD_FILE", "/repository/.hq/local/secrets/migrator-password")
          .doesNotContainKeys("PORT", "MANAGEMENT_PORT");
    }
  }

  @Test
  void theSeedWritesItsKeysIntoTheStateFolder() {
    assertThat(PLAN.migrateAndSeed().main())
        .endsWith("seed", "--migrate", "--keys", "/repository/.hq/local/keys.json");
  }

  @Test
  void theEdgeKnowsNoSecretButItsKeysFile() {
    assertThat(PLAN.edge().variables()).isEmpty();
    assertThat(PLAN.edge().main())
        .startsWith("-cp", "/edge.jar:/jetty.jar", "com.genericcorp.hq.local.edge.EdgeMain")
        .contains("https-port=8443", "http-port=8080", "upstream-port=4001")
        .contains("certificate=/repository/.hq/local/certificates/server.pem");
  }

  @Test
  void whatIsStartedOtherwiseHasOtherSettings() {
    Plan same = plan(new PublicPorts(8443, 8080), "c1");
    assertThat(same.server().settings()).isEqualTo(PLAN.server().settings());
    assertThat(same.edge().settings()).isEqualTo(PLAN.edge().settings());
    Plan otherPort = plan(new PublicPorts(9443, 8080), "c1");
    assertThat(otherPort.server().settings()).isNotEqualTo(PLAN.server().settings());
    Plan renewed = plan(new PublicPorts(8443, 8080), "c2");
    assertThat(renewed.server().settings()).isEqualTo(PLAN.server().settings());
    assertThat(renewed.edge().settings()).isNotEqualTo(PLAN.edge().settings());
  }

  @Test
  void theUsualPortIsNotPartOfAnAddress() {
    assertThat(new PublicPorts(443, 80).url("demo.localhost")).isEqualTo("https://demo.localhost");
    assertThat(new PublicPorts(8443, 80).url("x")).isEqualTo("https://x:8443");
  }
}
