package com.genericcorp.hq.plan.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.plan.Folder;
import com.genericcorp.hq.plan.Plans;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.Types;
import com.genericcorp.hq.plan.report.Plan;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of real bills against what a person works out. */
class PriceRulesTest {
  /** Each product on the right was worked out by hand and rounded to cents. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 1 × 0.5 vCPU × 730 × 0.03238 = 11.8187
        "demo       |         | service  | processors                      | 11.82",
        // 1 × 1 GB × 730 × 0.00356 = 2.5988
        "demo       |         | service  | memory                          | 2.60",
        // 730 × 0.005 = 3.65
        "demo       |         | service  | public addresses of tasks       | 3.65",
        // 6 × 0.30
        "demo       |         | service  | custom metrics                  | 1.80",
        // 730 × 0.016 = 11.68
        "demo       |         | database | db.t4g.micro                    | 11.68",
        // 20 × 0.115
        "demo       |         | database | storage                         | 2.30",
        // 10 vCPU-hours × 0.075
        "demo       |         | database | CPU credits                     | 0.75",
        // 730 × 0.0225 = 16.425
        "demo       |         | edge     | load balancer                   | 16.43",
        // 2 zones × 730 × 0.005
        "demo       |         | edge     | public addresses, one a zone    | 7.30",
        // 0.5/s × 2,628,000 s × 4 KiB = 5.0125 GiB; × 0.09 = 0.4511
        "demo       |         | edge     | answers that leave AWS          | 0.45",
        // 16 checkers every 30 s: 1,401,600 × 5 KiB = 6.6833 GiB; × 0.09 = 0.6015
        "demo       |         | edge     | answers to health checks        | 0.60",
        // 0.5/s and 16 checkers every 30 s = 1.0333/s; / 25 = 0.041333 LCU; × 730 × 0.008 = 0.2414
        "demo       |         | edge     | capacity                        | 0.24",
        // 730 × 0.129
        "production | launch  | database | db.t4g.medium with a standby    | 94.17",
        // 730 × 0.899 = 656.27
        "production | planned | database | db.r6g.xlarge with a standby    | 656.27",
        // 500 × 0.23
        "production | planned | database | storage                         | 115.00",
        // 6 × 1 vCPU × 730 × 0.03238 = 141.8244
        "production | planned | service  | processors                      | 141.82",
        // 6 × 2 GB × 730 × 0.00356 = 31.1856
        "production | planned | service  | memory                          | 31.19",
        // 50/s × 2,628,000 s × 4 KiB = 501.251 GiB; × 0.09 = 45.1126
        "production | planned | edge     | answers that leave AWS          | 45.11",
        // 50.5333/s / 25 = 2.02133 LCU; × 730 × 0.008 = 11.8046
        "production | planned | edge     | capacity                        | 11.80",
        // (131.4 + 1.4016) million × 0.60 = 79.681
        "production | planned | edge     | requests looked at              | 79.68",
        // 501.251 × 4 × 2/3 × 2 directions × 0.01 = 26.7334
        "production | planned | service  | to the database in another zone | 26.73",
        // 131.4 million × 0.5 KiB = 62.6564 GiB, and 6 × 0.2; × 0.50 = 31.928
        "production | planned | service  | lines                           | 31.93",
      })
  void linesAreWhatAPersonWorksOut(
      String environment, String size, String resource, String what, BigDecimal usd) {
    Plan plan = Plans.of(environment, size == null ? "" : size);
    List<CostLine> lines =
        plan.costs().lines().stream()
            .filter(line -> line.what().equals(what))
            .filter(line -> line.urn().endsWith("::" + resource))
            .toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).usd()).isEqualByComparingTo(usd);
  }

  @Test
  void everyResourceIsEitherBilledOrFreeForAReason() {
    for (Captured one : Plans.of("production", "planned").inventory().inAws()) {
      assertThat(PriceRules.knows(one.type()) ^ FreeTypes.reason(one.type()).isPresent())
          .as(one.type())
          .isTrue();
    }
  }

  @Test
  void aTypeThatNobodyKnowsIsRefusedAndNotFree() {
    Plan demo = Plans.of("demo", "");
    Captured unknown =
        new Captured(
            "urn:x",
            "aws:mystery/box:Box",
            "box",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            false,
            false,
            Map.of());
    Inventory with = demo.inventory().and(new Inventory(List.of(unknown), Map.of()));
    assertThatThrownBy(() -> Plans.of(demo.environment(), with))
        .isInstanceOf(Failed.class)
        .hasMessage(
            "nothing is known of what 'box' costs, a aws:mystery/box:Box: write a PriceRule, or"
                + " say in FreeTypes why it is free");
  }

  @Test
  void whatHasMoreThanItsRuleKnowsIsRefused() {
    Plan demo = Plans.of("demo", "");
    Captured cluster = Plans.resource(demo.inventory(), Types.CLUSTER, "service");
    Inventory insights =
        demo.inventory()
            .with(
                cluster.with(
                    "settings", List.of(Map.of("name", "containerInsights", "value", "enabled"))));
    assertThatThrownBy(() -> Plans.of(demo.environment(), insights))
        .hasMessageContaining("Container Insights");
    Captured secrets = Plans.resource(demo.inventory(), Types.STACK, "service-secrets");
    Inventory queue =
        demo.inventory()
            .with(
                secrets.with(
                    "templateBody", "{\"Resources\":{\"Q\":{\"Type\":\"AWS::SQS::Queue\"}}}"));
    assertThatThrownBy(() -> Plans.of(demo.environment(), queue))
        .hasMessageContaining("AWS::SQS::Queue");
  }

  @ParameterizedTest
  @CsvSource({
    "storageType, io2, no gp3 storage",
    "iops, 12000, iops",
    "storageThroughput, 500, storageThroughput",
    "monitoringInterval, 60, monitoringInterval",
    "performanceInsightsRetentionPeriod, 731, Performance Insights",
    "engineLifecycleSupport, open-source-rds-extended-support, extended support",
  })
  void aDatabaseWithWhatCostsMoreIsRefused(String input, String value, String said) {
    Plan demo = Plans.of("demo", "");
    Captured database = Plans.resource(demo.inventory(), Types.DATABASE, "database");
    Object given = value.matches("[0-9]+") ? (Object) Double.valueOf(value) : value;
    Inventory dearer = demo.inventory().with(database.with(input, given));
    assertThatThrownBy(() -> Plans.of(demo.environment(), dearer))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(said);
  }

  @Test
  void aRegionOrClassWithoutPricesIsSaid(@TempDir Path temporary) {
    Folder folder = new Folder(temporary).replace("demo.yaml", "us-east-1", "eu-west-1");
    assertThatThrownBy(() -> Plans.of(folder.environments().load("demo")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("in eu-west-1, only in us-east-1; add it to stacks/plan/src/main");
    Folder other =
        new Folder(temporary.resolve("other")).replace("demo.yaml", "db.t4g.micro", "db.x9g.mega");
    assertThatThrownBy(() -> Plans.of(other.environments().load("demo")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no price of 'rds.db.x9g.mega.single' in us-east-1;");
  }
}
