package com.genericcorp.hq.server.commands;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the first container of a task starts it. */
class PrepareDatabaseTest {
  private static final String PASSWORD = "the-master's-own";

  @TempDir private Path folder;

  @Test
  void aDatabaseThatStartsMeanwhileIsPreparedAndThenMigrated() throws Exception {
    try (TestPostgres server = TestPostgres.start()) {
      TestPostgres.Database there = server.freshDatabase();
      makeMaster(there);
      server.stop();
      CommandProcess waiting = start(there, Map.of(), "prepare-database");
      await("waits", Duration.ofSeconds(30), () -> waiting.err().contains("Waiting up to "));
      server.restart();
      Ended ended = waiting.end();
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("Login 'fresh': made.", "Database 'fresh': made.");
      assertThat(start(there, Map.of(), "migrate").end().code()).isZero();
    }
  }

  @Test
  void aMastersPasswordThatWasRotatedEndsItWithASentence() throws Exception {
    TestPostgres.Database there = TestPostgres.shared().freshDatabase();
    makeMaster(there);
    Map<String, String> former = Map.of("ADMINISTRATOR_PASSWORD", "the-former-one");
    Ended ended = start(there, former, "prepare-database").end();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("refuses the password of 'master_" + there.name() + "'", "start this command")
        .doesNotContain("the-former-one", "\tat ", "Waiting");
  }

  @Test
  void whatIsMissingIsSaidAtOnce() throws Exception {
    TestPostgres.Database there = TestPostgres.shared().freshDatabase();
    Map<String, String> none = Map.of("ADMINISTRATOR_PASSWORD", "", "ADMINISTRATOR_USER", "");
    Ended ended = start(there, none, "prepare-database").end();
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("ADMINISTRATOR_USER is not set", "ADMINISTRATOR_PASSWORD");
  }

  private CommandProcess start(
      TestPostgres.Database there, Map<String, String> more, String... words) throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATABASE_NAME", "fresh");
    variables.put("MIGRATOR_USER", "fresh");
    variables.put("ADMINISTRATOR_USER", "master_" + there.name());
    variables.put("ADMINISTRATOR_PASSWORD", PASSWORD);
    variables.putAll(more);
    return CommandProcess.start(folder, there, variables, words);
  }

  private static void makeMaster(TestPostgres.Database there) throws SQLException {
    try (Connection connection = there.connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create role master_%s login createrole createdb password '%s'"
              .formatted(there.name(), PASSWORD.replace("'", "''")));
    }
  }
}
