package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps in which production grows. */
class SizesTest {
  private static final Environments REAL = new Environments(EnvironmentsFolder.REAL);

  @TempDir private Path temporary;
  private EnvironmentsFolder folder;

  @BeforeEach
  void copy() {
    folder = new EnvironmentsFolder(temporary);
  }

  @Test
  void productionGrowsFromTheFirstCustomerToThePlannedSize() {
    List<Environment> sizes = REAL.loadSizes("production");

    assertThat(sizes)
        .extracting(Environment::size)
        .containsExactly(
            Optional.of(new Size("launch", 25)),
            Optional.of(new Size("growth", 100)),
            Optional.of(new Size("planned", 500)));
    assertThat(sizes)
        .extracting(size -> size.budget().orElseThrow().maxUsd())
        .containsExactly(400, 1000, 2500);
    assertThat(sizes)
        .allSatisfy(
            size -> {
              assertThat(size.database().rds()).get().returns(true, Database.Rds::multiAz);
              assertThat(size.aws()).get().returns(3, Aws::availabilityZones);
              assertThat(size.aws()).get().returns(true, Aws::deletionProtection);
              assertThat(size.aws().orElseThrow().natGateways()).isPositive();
            });
  }

  @Test
  void moreTenantsAreGivenMoreOfEverything() {
    assertThat(REAL.loadSizes("production"))
        .isSortedAccordingTo(ascending(size -> size.size().orElseThrow().tenants()))
        .isSortedAccordingTo(ascending(size -> size.server().replicas().planned()))
        .isSortedAccordingTo(ascending(size -> size.server().replicas().max()))
        .isSortedAccordingTo(ascending(size -> size.database().rds().orElseThrow().storageGb()))
        .isSortedAccordingTo(ascending(size -> size.budget().orElseThrow().minUsd()));
    assertThat(REAL.loadSizes("production"))
        .extracting(size -> size.aws().orElseThrow().traffic().requestsPerSecond())
        .containsExactly(new BigDecimal("2.5"), new BigDecimal("10"), new BigDecimal("50"));
  }

  private static Comparator<Environment> ascending(ToIntFunction<Environment> value) {
    return Comparator.comparingInt(value);
  }

  @Test
  void theSizeThatTheFileNamesIsTakenUnlessAnotherIsAskedFor() {
    assertThat(REAL.load("production")).isEqualTo(REAL.load("production", Optional.of("launch")));
    assertThat(folder.replace("production.yaml", "size: launch", "size: growth").environments())
        .satisfies(
            changed ->
                assertThat(changed.load("production"))
                    .isEqualTo(REAL.load("production", Optional.of("growth"))));
  }

  @Test
  void anEnvironmentWithoutSizesHasNone() {
    assertThat(REAL.load("demo").size()).isEmpty();
    assertThat(REAL.loadSizes("demo")).isEmpty();
    assertThatThrownBy(() -> REAL.load("demo", Optional.of("launch")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("environment demo has no sizes; leave the size out");
  }

  @Test
  void anUnknownSizeIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> REAL.load("production", Optional.of("grwoth")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "there is no size 'grwoth'; known: launch, growth, planned. Did you mean 'growth'?");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          size: launch        | size: lanch              | environments/production.yaml:6: there is no size 'lanch'; known: launch, growth, planned. Did you mean 'launch'?
          size: launch        | size: Launch             | environments/production.yaml:6: size is 'Launch'; expected a size's name in lower case, such as launch
          size: launch        | # none                   | environments/production.yaml:39: there are sizes, but none is chosen; add 'size: ' with one of launch, growth, planned
          size: launch        | szie: launch             | environments/production.yaml:6: there is no key 'szie'; allowed: platform, size, sizes, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers. Did you mean 'size'?
          tenants: 25         | # how many               | environments/production.yaml:40: sizes.launch lacks tenants
          tenants: 25         | tenants: 0               | environments/production.yaml:41: sizes.launch.tenants is 0; allowed: 1 to 100000
          tenants: 25         | tenants: 25\\n    platform: aws | environments/production.yaml:42: sizes.launch: there is no key 'platform'; allowed: tenants, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers
          tenants: 25         | tenants: 25\\n    cpu: 1 | environments/production.yaml:42: sizes.launch: there is no key 'cpu'; allowed: tenants, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers. Did you mean 'server.cpu'?
          budget: { minUsd: 150 | bugdet: { minUsd: 150  | environments/production.yaml:47: sizes.launch: there is no key 'bugdet'; allowed: tenants, hosts, aws, compose, server, database, budget, tiers, features, sampleOrganizations, retention, alerts, waivers. Did you mean 'budget'?
          budget: { minUsd: 150 | budget: { minUsd: 500  | environments/production.yaml:47: sizes.launch: budget has minUsd 500, maxUsd 400; expected minUsd ≤ maxUsd
          budget: { minUsd: 150, maxUsd: 400 } | # free    | environments/production.yaml:5: sizes.launch: platform aws needs budget as well; add it
          storageGb: 50 }     | storageGb: 5 }           | environments/production.yaml:46: sizes.launch: database.rds.storageGb is 5; allowed: 20 to 65536
          instanceClass: db.r7g.large, | # gone            | environments/production.yaml:52: sizes.growth: database.rds lacks instanceClass
          natGateways: 1      | natGateways: 2           | environments/production.yaml:43: sizes.launch: aws.natGateways is 2; with 3 availability zones allowed: 0, 1 or 3
          cpu: 0.5            | cpu: 2                   | environments/production.yaml:45: sizes.launch: server.memoryMb is 1024; with 2 vCPU Fargate has 4096 to 16384 in steps of 1024
          availabilityZones: 3 | availabilityZones: 2    | environments/production.yaml:17: sizes.growth, sizes.planned: aws.natGateways is 3; with 2 availability zones allowed: 0, 1 or 2
          zone: app.genericcorp.com | zone: generic.com      | environments/production.yaml:15: aws.zone is 'generic.com', in which hosts.publicHost 'app.genericcorp.com' does not lie; expected a domain that the host ends with
          """)
  void everySizeIsCheckedAsAWholeEnvironment(String from, String to, String message) {
    String text = to.startsWith("#") && from.endsWith(",") ? "" : to.replace("\\n", "\n");
    folder.replace("production.yaml", from, text);

    assertThat(folder.refusal("production")).isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          size: small                        | :1: size is 'small', but there are no sizes; add them, or delete it
          size: small\\nsizes: {}            | :2: sizes is empty; expected at least 1
          size: small\\nsizes: [small]       | :2: sizes is a list; expected a map
          size: small\\nsizes: { small: 5 }  | :2: sizes.small is the number 5; expected a map
          size: small\\nsizes: { small: }    | :2: sizes.small is empty; expected a map. Give it a value, or delete the line to keep what common.yaml says
          size: small\\nsizes: { small: { tenants: 1 }, B: { tenants: 1 } } | :2: sizes: the key 'B' is not a size's name in lower case, such as launch
          size: small\\nsizes: { small: { tenants: 1 }, big: } | :2: sizes.big is empty; expected a map. Give it a value, or delete the line to keep what common.yaml says
          """)
  void sizesThatAreNoneAreRefused(String text, String fault) {
    String demo = folder.read("demo.yaml");
    folder.write("demo.yaml", text.replace("\\n", "\n") + "\n" + demo);

    assertThat(folder.refusal("demo")).contains("environments/demo.yaml" + fault);
  }

  @Test
  void theNameOfASizeIsPrintedWithoutItsControlCharacters() {
    folder.replace("production.yaml", "  launch:", "  \"\\e[2J\":");

    assertThat(folder.refusal("production"))
        .isEqualTo(
            """
            2 faults in the environments' files
              environments/production.yaml:6: there is no size 'launch'; known: ?[2J, growth, planned
              environments/production.yaml:40: sizes: the key '?[2J' is not a size's name in lower case, such as launch""");
  }

  @Test
  void aFaultOfAllSizesIsReportedOnceAndOneOfSomeNamesThem() {
    folder
        .replace("production.yaml", "region: us-east-1", "region: virginia")
        .replace("production.yaml", "poolSize: 10", "poolSize: 0")
        .replace("common.yaml", "usageDays: 400", "usageDays: 0");

    assertThat(folder.refusal("production"))
        .isEqualTo(
            """
            3 faults in the environments' files
              environments/common.yaml:43: retention.usageDays is 0; allowed: 1 to 3650
              environments/production.yaml:13: aws.region is 'virginia'; expected a region such as us-east-1
              environments/production.yaml:27: sizes.growth, sizes.planned: server.poolSize is 0; allowed: 1 to 100""");
  }
}
