package com.genericcorp.hq.server.migration;

import static com.genericcorp.hq.server.migration.Fleet.NEXT;
import static com.genericcorp.hq.server.migration.Fleet.NOTES;
import static com.genericcorp.hq.server.migration.Fleet.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.CuttingProxy;
import com.genericcorp.hq.server.database.DatabaseSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetFaultsTest {
  private TestInstallation installation;

  @BeforeEach
  void migrate() {
    installation = TestInstallation.migrated();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void cutOffFromTheDatabaseAnywhereItSaysSoAndTheNextRunGoesOn() throws Exception {
    Fleet.fill(installation, 4);
    int cuts = 0;
    // Logins, look at the ledger, the run's beginning, claims, statements, commits.
    for (int statements = 3; statements < 48; statements += 9) {
      try (CuttingProxy proxy = new CuttingProxy(installation.database.port(), statements)) {
        assertThatThrownBy(() -> Fleet.migrate(through(proxy.port()), QUICK, NOTES))
            .isInstanceOf(Failed.class);
        assertThat(proxy.hasCut()).isTrue();
        cuts++;
      }
      assertThat(Fleet.halfMigrated(installation)).as("cut after " + statements).isEqualTo("0");
      if (Fleet.at(installation, NEXT) == 4) {
        break;
      }
    }
    assertThat(cuts).isGreaterThan(2);
    int left = 4 - Fleet.at(installation, NEXT);
    assertThat(Fleet.migrate(installation, NOTES).migrated()).isEqualTo(left);
    assertThat(Fleet.at(installation, NEXT)).isEqualTo(4);
    assertThat(installation.value("select string_agg(distinct state, ' ') from public.fleet_runs"))
        .isEqualTo("done");
  }

  @Test
  void aDatabaseAtItsConnectionLimitIsMigratedByFewerWorkersOrNotAtAll() {
    Fleet.fill(installation, 6);
    FleetSettings many = new FleetSettings(6, 0, 0.5, 3, Duration.ofMillis(100), 2, List.of());
    limit(1);
    assertThatThrownBy(() -> Fleet.migrate(installation.administration, many, NOTES))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("too many connections");
    assertThat(Fleet.at(installation, NEXT)).isZero();
    limit(3);
    assertThat(Fleet.migrate(installation.administration, many, NOTES).migrated()).isEqualTo(6);
  }

  private void limit(int connections) {
    installation.asSuperuser(
        "alter role "
            + installation.database.migrator().user()
            + " connection limit "
            + connections);
  }

  private Administration through(int port) {
    DatabaseSettings proxied =
        new DatabaseSettings(
            "127.0.0.1", port, installation.database.name(), DatabaseSettings.Tls.DISABLE, "");
    return new Administration(
        proxied,
        installation.database.migrator().user(),
        Secret.of("MIGRATOR_PASSWORD", installation.database.migrator().password()),
        TestInstallation.GATEWAY_SECRET);
  }
}
