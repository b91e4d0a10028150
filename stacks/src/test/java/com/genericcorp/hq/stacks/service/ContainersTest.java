package com.genericcorp.hq.stacks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.stacks.service.Operations.Job;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainersTest {
  private static final Environment DEMO =
      new Environments(Repository.find().environments()).load("demo");
  private static final Environment PRODUCTION =
      new Environments(Repository.find().environments()).load("production");
  private static final Containers CONTAINERS =
      new Containers(
          DEMO,
          "db.example",
          "arn:master",
          "arn:gateway",
          "arn:migrator",
          "arn:probe",
          "exports-of-the-demo");

  private static Container named(String name) {
    return CONTAINERS.serving().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachStartsOnlyWhenTheOneBeforeHasEndedWell() {
    assertThat(CONTAINERS.serving())
        .extracting(Container::name)
        .containsExactly("prepare", "migrate", "server");
    assertThat(CONTAINERS.serving())
        .extracting(Container::after)
        .containsExactly("", "prepare", "migrate");
    assertThat(CONTAINERS.serving())
        .extracting(Container::essential)
        .containsExactly(false, false, true);
  }

  @Test
  void whatServesHasNeitherTheMastersNorTheMigratorsCredentials() {
    Container server = named("server");
    assertThat(server.secrets()).isEqualTo(Map.of("GATEWAY_SECRET", "arn:gateway"));
    assertThat(server.variables().keySet())
        .noneMatch(name -> name.startsWith("MIGRATOR") || name.startsWith("ADMINISTRATOR"));
  }

  @Test
  void theMastersCredentialsAreInOneContainerAlone() {
    assertThat(named("prepare").secrets())
        .containsEntry("ADMINISTRATOR_PASSWORD", "arn:master:password::");
    assertThat(named("migrate").secrets().keySet())
        .containsExactlyInAnyOrder("MIGRATOR_PASSWORD", "GATEWAY_SECRET", "PROBE_SECRET");
  }

  @Test
  void noSecretIsAVariable() {
    for (Container one : CONTAINERS.serving()) {
      assertThat(one.variables().keySet())
          .noneMatch(name -> name.endsWith("_PASSWORD") || name.endsWith("_SECRET"));
    }
  }

  @Test
  void theContractsVariablesAreThoseOfEveryPlatform() {
    assertThat(named("server").variables())
        .containsAllEntriesOf(ApplicationContract.variables(DEMO));
  }

  @Test
  void aDefinitionIsWhatEcsExpects() {
    Map<String, Object> migrate =
        named("migrate")
            .definition("registry.example/agenthq@sha256:0", "/agenthq/demo", "us-east-1");
    assertThat(migrate)
        .containsEntry("command", List.of("seed", "--migrate-needed"))
        .containsEntry("readonlyRootFilesystem", true)
        .containsEntry("startTimeout", 120)
        .containsEntry(
            "dependsOn", List.of(Map.of("containerName", "prepare", "condition", "SUCCESS")));
    assertThat(named("server").definition("i", "g", "r"))
        .containsEntry("portMappings", List.of(Map.of("containerPort", 8080)))
        .doesNotContainKey("startTimeout");
  }

  @Test
  void theSampleOrganizationsAreResetWhereTheEnvironmentSaysSo() {
    assertThat(Operations.jobs(DEMO))
        .extracting(Job::name)
        .containsExactly("retention", "offboarding", "roll-up", "demo-reset");
    assertThat(Operations.jobs(PRODUCTION))
        .extracting(Job::name)
        .containsExactly("retention", "offboarding", "roll-up");
  }

  @Test
  void whereExportsGoIsKnownToOperationsAlone() {
    assertThat(CONTAINERS.operations().get(0).variables())
        .containsEntry("EXPORTS", "s3://exports-of-the-demo");
    assertThat(named("server").variables()).doesNotContainKey("EXPORTS");
  }
}
