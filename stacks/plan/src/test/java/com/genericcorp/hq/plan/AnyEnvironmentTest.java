package com.genericcorp.hq.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.prices.CostLine;
import com.genericcorp.hq.plan.prices.PriceBook;
import com.genericcorp.hq.plan.report.JsonReport;
import com.genericcorp.hq.plan.report.MarkdownReport;
import com.genericcorp.hq.plan.report.Plan;
import com.genericcorp.hq.plan.report.TextReport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the model allows has a plan. {@code -Dhq.plan.rounds} makes it longer. */
class AnyEnvironmentTest {
  private static final List<String> CPU_AND_MEMORY =
      List.of(
          "0.25 512",
          "0.25 2048",
          "0.5 1024",
          "0.5 4096",
          "1 2048",
          "1 8192",
          "2 4096",
          "4 30720",
          "8 16384",
          "16 122880");
  private static final int ROUNDS = Integer.getInteger("hq.plan.rounds", 5);

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyEnvironmentHasAPlanThatAddsUp(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String text = environment(random);
      Environment environment =
          new Folder(temporary.resolve(seed + "-" + round))
              .write("environments/any.yaml", text)
              .environments()
              .load("any");
      Plan plan = Plans.of(environment);
      assertThat(plan.inventory().inAws()).as(text).hasSizeGreaterThan(80);
      assertThat(plan.inventory().resources()).extracting(Captured::urn).doesNotHaveDuplicates();
      assertThat(plan.costs().lines()).extracting(CostLine::usd).allMatch(usd -> usd.signum() >= 0);
      assertThat(sum(plan)).isEqualByComparingTo(plan.costs().total());
      assertThat(plan.costs().fixed().add(plan.costs().usage()))
          .isEqualByComparingTo(plan.costs().total());
      assertThat(TextReport.of(plan, true).lines()).allMatch(line -> line.length() <= 100);
      assertThat(MarkdownReport.of(plan)).contains("| **total** |");
      assertThat(Json.print(JsonReport.of(plan))).contains("\"passed\"");
    }
  }

  private static BigDecimal sum(Plan plan) {
    return plan.inventory().inAws().stream()
        .map(one -> plan.costs().of(one.urn()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String environment(Random random) {
    int zones = 2 + random.nextInt(2);
    int nat = List.of(0, 1, zones).get(random.nextInt(3));
    int min = 1 + random.nextInt(5);
    int planned = min + random.nextInt(5);
    String[] size = CPU_AND_MEMORY.get(random.nextInt(CPU_AND_MEMORY.size())).split(" ");
    List<String> classes =
        PriceBook.own().prices().stream()
            .map(price -> price.key())
            .filter(key -> key.startsWith("rds.db."))
            .map(key -> key.replaceAll("^rds\\.|\\.(single|multi)$", ""))
            .distinct()
            .toList();
    return """
        platform: aws
        hosts: { publicHost: any.example.com, tenantHost: "%s" }
        aws:
          region: us-east-1
          account: "999988887777"
          zone: any.example.com
          availabilityZones: %d
          natGateways: %d
          firewall: %b
          deletionProtection: %b
          alertEmail: sre@example.com
          githubRepository: example/any
          traffic: { requestsPerSecond: %s, responseKb: %d, logKb: 0.%d }
        server: { replicas: { min: %d, planned: %d, max: %d }, cpu: %s, memoryMb: %s }
        database:
          backupDays: %d
          rds: { instanceClass: %s, storageGb: %d, multiAz: %b }
        budget: { minUsd: 0, maxUsd: %d }
        features: { sampleOrganizationsNightlyReset: %b }
        retention: { logDays: %d }
        """
        .formatted(
            random.nextBoolean() ? "" : "{slug}.any.example.com",
            zones,
            nat,
            random.nextBoolean(),
            random.nextBoolean(),
            List.of("0.001", "3", "777.5", "100000").get(random.nextInt(4)),
            1 + random.nextInt(1000),
            1 + random.nextInt(9),
            min,
            planned,
            planned + random.nextInt(20),
            size[0],
            size[1],
            1 + random.nextInt(35),
            classes.get(random.nextInt(classes.size())),
            20 + random.nextInt(65_000),
            random.nextBoolean(),
            1 + random.nextInt(5000),
            random.nextBoolean(),
            List.of(1, 14, 90, 731).get(random.nextInt(4)));
  }
}
