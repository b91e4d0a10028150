package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.genericcorp.hq.cli.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The repository's own environments. */
class EnvironmentsTest {
  private final Environments environments = new Environments(EnvironmentsFolder.REAL);

  @Test
  void theFolderHasFourEnvironments() {
    assertThat(environments.names()).containsExactly("demo", "local", "production", "selfhosted");
    assertThat(environments.loadAll())
        .extracting(Environment::name)
        .containsExactly("local", "selfhosted", "demo", "production");
  }

  @Test
  void localIsTheDemoOnOneMachine() {
    Environment local = environments.load("local");

    assertThat(local.platform()).isEqualTo(Platform.EMBEDDED);
    assertThat(local.hosts())
        .isEqualTo(new Hosts("demo.localhost", "{slug}.demo.localhost", 8443, 8080, 0, 1));
    assertThat(local.aws()).isEmpty();
    assertThat(local.budget()).isEmpty();
    assertThat(local.sampleOrganizations())
        .extracting(organization -> organization.slug().value())
        .containsExactly("acme", "globex", "initech");
  }

  @Test
  void aSelfHostedOneHasOneHostAndNoSampleOrganisations() {
    Environment selfhosted = environments.load("selfhosted");

    assertThat(selfhosted.platform()).isEqualTo(Platform.COMPOSE);
    assertThat(selfhosted.hosts().tenantHost()).isEmpty();
    assertThat(selfhosted.sampleOrganizations()).isEmpty();
    assertThat(selfhosted.compose())
        .map(Compose::requirements)
        .contains(new Compose.Host(1, 2048, 5));
  }

  @Test
  void theDemoCostsAtMostEightyDollars() {
    Environment demo = environments.load("demo");

    assertThat(demo.hosts().publicHost()).isEqualTo("demo.genericcorp.com");
    assertThat(demo.budget()).contains(new Budget(0, 80));
    assertThat(demo.features().sampleSignIn()).isTrue();
    assertThat(demo.features().sampleOrganizationsNightlyReset()).isTrue();
  }

  @Test
  void productionIsMultiAzAndAutoscaled() {
    Environment production = environments.load("production", Optional.of("planned"));

    assertThat(production.hosts().publicHost()).isEqualTo("app.genericcorp.com");
    assertThat(production.budget()).contains(new Budget(1200, 2500));
    assertThat(production.database().rds()).contains(new Database.Rds("db.r6g.xlarge", 500, true));
    assertThat(production.server().replicas()).isEqualTo(new Replicas(3, 6, 12));
    assertThat(production.sampleOrganizations()).isEmpty();
  }

  @Test
  void demoAndProductionHaveAnAccountEach() {
    List<Aws> accounts =
        environments.loadAll().stream().map(Environment::aws).flatMap(Optional::stream).toList();

    assertThat(accounts).extracting(Aws::account).hasSize(2).doesNotHaveDuplicates();
    assertThat(accounts).allMatch(Aws::accountIsPlaceholder);
  }

  @Test
  void anAccountOfSomebodysIsNoPlaceholder(@TempDir Path temporary) {
    Environment demo =
        new EnvironmentsFolder(temporary)
            .replace("demo.yaml", "111122223333", "210987654321")
            .environments()
            .load("demo");

    assertThat(demo.aws()).get().returns(false, Aws::accountIsPlaceholder);
  }

  @Test
  void theTiersAreThoseThatUsersWerePromised() {
    for (Environment environment : environments.loadAll()) {
      assertThat(environment.tiers())
          .containsExactly(
              Map.entry("free", limits(100, 5, 10, 1)),
              Map.entry("starter", limits(500, 20, 50, 10)),
              Map.entry("growth", limits(2000, 100, 200, 50)),
              Map.entry(
                  "enterprise",
                  new TierLimits(
                      OptionalInt.empty(),
                      OptionalInt.empty(),
                      OptionalInt.empty(),
                      OptionalInt.empty())));
    }
  }

  private static TierLimits limits(int requests, int agents, int tasks, int storage) {
    return new TierLimits(
        OptionalInt.of(requests),
        OptionalInt.of(agents),
        OptionalInt.of(tasks),
        OptionalInt.of(storage));
  }

  @Test
  void alertsAndRetentionAreThePlannedOnesEverywhere() {
    for (Environment environment : environments.loadAll()) {
      assertThat(environment.retention().offboardingGraceDays()).isEqualTo(30);
      assertThat(environment.alerts())
          .isEqualTo(
              new Alerts(
                  new Alerts.Share(5, 5, Severity.CRITICAL),
                  new Alerts.Latency(2000, 10, Severity.WARNING),
                  new Alerts.Share(100, 5, Severity.CRITICAL),
                  new Alerts.Certificate(30, Severity.WARNING),
                  new Alerts.Probe(60, 3, Severity.CRITICAL),
                  new Alerts.Database(80, 15, 60, 20, Severity.WARNING)));
    }
  }

  @Test
  void mapsAreMergedKeyByKeyAndListsAreReplaced(@TempDir Path temporary) {
    Environment staging =
        new EnvironmentsFolder(temporary)
            .write(
                "staging.yaml",
                """
                platform: compose
                hosts: { publicHost: staging.example.com, tenantHost: "" }
                compose: { edge: { cpus: 1, memoryMb: 128 }, postgres: { cpus: 1, memoryMb: 128 }, prometheus: { cpus: 1, memoryMb: 128 }, alertmanager: { cpus: 1, memoryMb: 128 }, requirements: { cpus: 1, memoryMb: 2048, diskGb: 5 } }
                server: { replicas: { max: 4 } }
                tiers: { free: { agents: 7 }, trial: { requestsPerMinute: 1, agents: 1, concurrentTasks: 1, storageGb: 1 } }
                sampleOrganizations: [{ slug: hooli, name: Hooli, tier: trial }]
                """)
            .environments()
            .load("staging");

    assertThat(staging.server().replicas()).isEqualTo(new Replicas(1, 1, 4));
    assertThat(staging.tiers().keySet())
        .containsExactly("free", "starter", "growth", "enterprise", "trial");
    assertThat(staging.tiers()).containsEntry("free", limits(100, 7, 10, 1));
    assertThat(staging.sampleOrganizations())
        .containsExactly(new SampleOrganization(new Slug("hooli"), "Hooli", "trial"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "selfhosted", "demo", "production"})
  void noUnknownKeyIsTakenSilentlyAnywhere(String name, @TempDir Path temporary) {
    EnvironmentsFolder folder = new EnvironmentsFolder(temporary);
    JsonNode sound = Json.mapper().valueToTree(MergedFiles.whole(name));
    List<JsonNode> maps = new ArrayList<>();
    collectMaps(sound, maps);

    for (JsonNode map : maps) {
      ((ObjectNode) map).put("unheardOf", 1);
      folder.write(name + ".yaml", sound.toString());
      assertThat(folder.refusal(name)).contains("unheardOf");
      ((ObjectNode) map).remove("unheardOf");
    }
    folder.write(name + ".yaml", sound.toString());
    assertThat(folder.environments().load(name)).isEqualTo(environments.load(name));
  }

  private static void collectMaps(JsonNode node, List<JsonNode> maps) {
    if (node.isObject()) {
      maps.add(node);
    }
    node.forEach(child -> collectMaps(child, maps));
  }
}
