package com.genericcorp.hq.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import java.sql.Connection;
import java.sql.SQLException;
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
