package com.genericcorp.hq.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
  @Test
  void eachTestHasAnEmptyDatabaseOfItsOwn() throws SQLException {
    TestPostgres.Database one = TestPostgres.shared().freshDatabase();
    TestPostgres.Database other = TestPostgres.shared().freshDatabase();
    try (Connection connection = one.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA mine");
    }
    try (Connection connection = other.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT to_regnamespace('mine') IS NULL")) {
      found.next();
      assertThat(found.getBoolean(1)).isTrue();
    }
  }

  @Test
  void aServerComesBackOnItsPortAfterAKill() throws Exception {
    try (TestPostgres server = TestPostgres.start()) {
      TestPostgres.Database database = server.freshDatabase();
      int port = server.port();
      server.kill();
      server.restart();
      assertThat(server.port()).isEqualTo(port);
      try (Connection connection = database.connectAsSuperuser()) {
        assertThat(connection.isValid(1)).isTrue();
      }
    }
  }
}
