package com.genericcorp.hq.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.ManyTenants;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.serve.TestService;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GatewaysTest {
  @Test
  void poolsThatWereJustUsedAreClosedWithoutAWarning() throws SQLException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger pools = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari");
    log.start();
    pools.addAppender(log);
    try (TestInstallation installation = TestInstallation.migrated()) {
      for (int round = 0; round < 5; round++) {
        closeAfterUse(
            new Gateways(installation.settings, TestInstallation.GATEWAY_SECRET, 1, null));
      }
    } finally {
      pools.detachAppender(log);
    }
    assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }

  @Test
  void manyCohortsShareABoundedNumberOfConnections() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      int cohorts = Gateways.POOLS + 2;
      ManyTenants.make(installation, cohorts, 1);
      for (int round = 0; round < 2; round++) {
        for (int cohort = 1; cohort <= cohorts; cohort++) {
          try (Connection connection = installation.gateways.pool(cohort).getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
          }
          // Who was just closed for another is counted until its process has ended.
          TestService.await(
              "no more than may be",
              Duration.ofSeconds(5),
              () -> backends(installation) <= Gateways.POOLS);
        }
      }
      assertThat(((HikariDataSource) installation.gateways.pool(2)).getMinimumIdle()).isZero();
    }
  }

  @Test
  void whereAllConnectionsAreInUseTheFirstCohortStillHasItsOwn() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      int cohorts = Gateways.POOLS + 1;
      ManyTenants.make(installation, cohorts, 1);
      List<Connection> held = new ArrayList<>();
      for (int cohort = 2; cohort <= Gateways.POOLS; cohort++) {
        held.add(installation.gateways.pool(cohort).getConnection());
      }
      DataSource refused = installation.gateways.pool(cohorts);
      assertThatThrownBy(refused::getConnection)
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasStackTraceContaining("all 7 connections that this process may have");
      try (Connection first = installation.gateways.pool(Gateways.FIRST_COHORT).getConnection()) {
        assertThat(first.isValid(1)).isTrue();
      }
      held.remove(0).close();
      try (Connection later = refused.getConnection()) {
        assertThat(later.isValid(1)).isTrue();
      }
      for (Connection one : held) {
        one.close();
      }
    }
  }

  private static int backends(TestInstallation installation) {
    return Integer.parseInt(
        installation.value(
            "select count(*) from pg_stat_activity where application_name = 'agenthq'"
                + " and datname = '"
                + installation.settings.name()
                + "'"));
  }

  @Test
  void organisationsAreReachedInTheDatabaseThatTheRegistryNames() throws SQLException {
    try (TestInstallation first = TestInstallation.migrated();
        TestInstallation second = TestInstallation.migrated();
        Gateways gateways =
            new Gateways(
                new Databases(Map.of(Databases.MAIN, first.settings, "second", second.settings)),
                TestInstallation.GATEWAY_SECRET,
                1,
                null)) {
      assertThat(database(gateways.pool(1))).isEqualTo(first.database.name());
      assertThat(database(gateways.pool(Databases.MAIN, 1))).isEqualTo(first.database.name());
      assertThat(database(gateways.pool("second", 1))).isEqualTo(second.database.name());
      assertThatThrownBy(() -> gateways.pool("third", 1))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("live in the database 'third'; this process knows main, second");
    }
  }

  private static String database(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return connection.getCatalog();
    }
  }

  /** At once: the pool's own thread, which has just made the connection, is still there. */
  private static void closeAfterUse(Gateways gateways) throws SQLException {
    try (Connection watch = gateways.watch().getConnection();
        Connection first = gateways.pool(Gateways.FIRST_COHORT).getConnection()) {
      assertThat(watch.isValid(1)).isTrue();
      assertThat(first.isValid(1)).isTrue();
    }
    gateways.close();
    assertThatThrownBy(() -> gateways.watch().getConnection())
        .hasMessageContaining("has been closed");
    assertThatThrownBy(() -> gateways.pool(Gateways.FIRST_COHORT).getConnection())
        .hasMessageContaining("has been closed");
  }
}
