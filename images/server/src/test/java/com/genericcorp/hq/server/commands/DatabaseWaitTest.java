package com.genericcorp.hq.server.commands;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that change schemas, started before their database, or with a wrong address of it. */
@Tag("slow")
class DatabaseWaitTest {
  @TempDir private Path folder;

  private CommandProcess start(TestPostgres.Database database, String command, String... more)
      throws IOException {
    return CommandProcess.start(
        folder, database, Map.of(), (command + " " + String.join(" ", more)).strip().split(" +"));
  }

  private String seed() {
    return "seed --migrate --keys " + folder.resolve("keys.json");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDatabaseThatStartsMeanwhileIsMigrated(boolean andSeeded) throws Exception {
    try (TestPostgres server = TestPostgres.start()) {
      TestPostgres.Database database = server.freshDatabase();
      server.stop();
      CommandProcess waiting = start(database, andSeeded ? seed() : "migrate");
      String address = "the database at 127.0.0.1:" + database.port();
      await(
          "waits",
          Duration.ofSeconds(30),
          () -> waiting.err().contains("Waiting up to ") && waiting.err().contains(address));
      server.restart();
      Ended ended = waiting.end();
      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("Shared schema: ");
      assertThat(ended.err()).contains("refused", "The database at ", " answers.");
    }
  }

  @Test
  void operatorsCommandsWaitForAMomentToo() throws Exception {
    try (TestPostgres server = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(server)) {
      server.stop();
      CommandProcess waiting = start(installation.database, "usage", "--json");
      await("waits", Duration.ofSeconds(30), () -> waiting.err().contains("Waiting up to 1"));
      server.restart();
      Ended ended = waiting.end();
      assertThat(ended.code()).as(ended.err()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"migrate,true", "migrate,false", "seed,true"})
  void oneThatNeverComesIsSaidWithTheRemedy(String command, boolean refuses) throws Exception {
    TestPostgres.Database real = TestPostgres.shared().freshDatabase();
    // Nobody listens on port 1, and no name server knows this name.
    TestPostgres.Database never =
        new TestPostgres.Database(
            refuses ? real.host() : "no-such-host.invalid",
            1,
            real.name(),
            real.migrator(),
            real.superuser());
    Ended ended = start(never, command.equals("seed") ? seed() : command, "--wait", "3").end();
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err())
        .contains("The database at " + never.host() + ":1 did not answer within 3 s: ")
        .contains(refuses ? "refused" : "its name cannot be resolved")
        .contains("DATABASE_HOST")
        .doesNotContain("\tat ");
    if (refuses) {
      // A name that nobody knows may take its resolver all of that time.
      assertThat(ended.err()).contains("Waiting up to ");
    }
  }

  @Test
  void withoutWaitingTheFirstFailureIsTheLast() throws Exception {
    TestPostgres.Database real = TestPostgres.shared().freshDatabase();
    TestPostgres.Database never =
        new TestPostgres.Database(real.host(), 1, real.name(), real.migrator(), real.superuser());
    Ended ended = start(never, "migrate", "--wait", "0").end();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("refused").doesNotContain("Waiting");
    assertThat(start(never, "migrate", "--wait", "-1").end().code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"MIGRATOR_PASSWORD,authentication failed", "DATABASE_NAME,does not exist"})
  void whatWaitingDoesNotMendFailsAtOnce(String variable, String says) throws Exception {
    TestPostgres.Database database = TestPostgres.shared().freshDatabase();
    Ended ended =
        CommandProcess.start(folder, database, Map.of(variable, "wrong"), "migrate").end();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains(says).doesNotContain("Waiting");
  }
}
