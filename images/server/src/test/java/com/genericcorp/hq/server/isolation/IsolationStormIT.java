package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random operations of twelve organisations at once, on three connections for each cohort and over
 * HTTP. CI runs a hundred thousand; CONTRIBUTING.md has the command for ten million.
 */
class IsolationStormIT {
  // One for the class: who runs a failing test once more repeats its run.
  private static final long SEED = Long.getLong("hq.isolation.seed", System.nanoTime());
  private static final int POOL = 3;

  @Test
  void noOperationOfAnyKindCrossesFromOneOrganisationToAnother() throws InterruptedException {
    long operations = Long.getLong("hq.isolation.operations", 100_000);
    System.out.printf(
        "Isolation storm: %,d operations, -Dhq.isolation.seed=%d%n", operations, SEED);
    try (TestInstallation installation = TestInstallation.migrated();
        Gateways gateways =
            new Gateways(installation.settings, TestInstallation.GATEWAY_SECRET, POOL, null);
        TestService service = TestService.start(installation)) {
      Storm storm = new Storm(installation, SEED);
      long began = System.nanoTime();
      storm.run(new TenantDatabase(gateways), List.of(service.service.port()), operations);
      System.out.printf(
          "Isolation storm: %s, %.1f s%n",
          storm, Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
      storm.judge(operations);
      assertThat(operations).isPositive();
    }
  }
}
