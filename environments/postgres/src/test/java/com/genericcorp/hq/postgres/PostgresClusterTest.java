package com.genericcorp.hq.postgres;

import static com.genericcorp.hq.postgres.ClusterFixture.MIGRATOR;
import static com.genericcorp.hq.postgres.ClusterFixture.ask;
import static com.genericcorp.hq.postgres.ClusterFixture.connect;
import static com.genericcorp.hq.postgres.ClusterFixture.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresClusterTest {
  private ClusterFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new ClusterFixture();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @Test
  void theMigratorOwnsItsDatabaseAndMayCreateRolesButIsNoSuperuser() throws Exception {
    var running = fixture.cluster.start();
    assertThat(
            ask(
                running,
                "SELECT concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication,"
                    + " rolbypassrls) FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("f t f f f");
    assertThat(
            ask(
                running,
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'service'"))
        .isEqualTo("migrator");
  }

  @Test
  void textIsSortedByTheBuiltinCollationSoThatNoSystemLibraryMatters() throws Exception {
    var running = fixture.cluster.start();
    assertThat(
            ask(
                running,
                "SELECT concat_ws(' ', datlocprovider, datlocale, pg_encoding_to_char(encoding))"
                    + " FROM pg_database WHERE datname = current_database()"))
        .isEqualTo("b C.UTF-8 UTF8");
  }

  @Test
  void everyAcknowledgedCommitIsOnTheDisk() throws Exception {
    var running = fixture.cluster.start();
    assertThat(ask(running, "SHOW fsync")).isEqualTo("on");
    assertThat(ask(running, "SHOW synchronous_commit")).isEqualTo("on");
    assertThat(ask(running, "SHOW full_page_writes")).isEqualTo("on");
  }

  @Test
  void aWrongPasswordAndTheSuperuserAreRefused() throws Exception {
    var running = fixture.cluster.start();
    assertThatThrownBy(() -> connect(running.port(), MIGRATOR.user(), "wrong-password"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(() -> connect(running.port(), "postgres", "right-password"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("rejects connection");
  }

  @Test
  void itListensOnLoopbackOnlyAndOnNoSocketFile() throws Exception {
    var running = fixture.cluster.start();
    assertThat(ask(running, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    List<String> file = Files.readAllLines(PostmasterFile.in(fixture.options.data()));
    assertThat(file.get(4)).as("folder of the socket").isEmpty();
  }

  @Test
  void aSecondStartFindsTheOneThatRuns() throws Exception {
    var first = fixture.cluster.start();
    var second = PostgresCluster.open(fixture.options).start();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void anotherPortRestartsIt() throws Exception {
    var first = fixture.cluster.start();
    var second = PostgresCluster.open(fixture.options.withPort(freePort())).start();
    assertThat(second.port()).isNotEqualTo(first.port());
    assertThat(first.process().isAlive()).isFalse();
    assertThat(ask(second, "SELECT 1")).isEqualTo("1");
  }

  @Test
  void aLostPasswordIsReplacedAtTheNextStart() throws Exception {
    fixture.cluster.start();
    var account = new PostgresAccount(MIGRATOR.user(), "another-password");
    var options =
        PostgresOptions.durable(fixture.options.state(), "service", account)
            .withBinaries(fixture.options.binaries());
    var running = PostgresCluster.open(options).start();
    try (var connection = connect(running.port(), account.user(), account.password())) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void stoppingLeavesNoProcess() throws Exception {
    fixture.cluster.start();
    assertThat(fixture.processes()).hasSizeGreaterThan(3);
    fixture.cluster.stop();
    assertThat(fixture.processes()).isEmpty();
    assertThat(fixture.cluster.running()).isEmpty();
    fixture.cluster.stop();
  }

  @Test
  void whatWasWrittenIsThereAfterAStop() throws Exception {
    tell(fixture.cluster.start(), "CREATE TABLE kept AS SELECT 42 AS answer");
    fixture.cluster.stop();
    assertThat(ask(fixture.cluster.start(), "SELECT answer FROM kept")).isEqualTo("42");
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var cluster = PostgresCluster.open(fixture.options.withPort(taken.getLocalPort()));
      assertThatThrownBy(cluster::start)
          .isInstanceOf(Failed.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
    }
  }

  @Test
  void onlyItsOwnerCanReadItsFiles() throws Exception {
    fixture.cluster.start();
    try (Stream<Path> files = Files.list(fixture.options.data())) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .endsWith("------");
      }
    }
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.options.state())))
        .isEqualTo("rwx------");
  }

  @Test
  void aPasswordIsNeverWritten() throws Exception {
    fixture.cluster.start();
    fixture.cluster.stop();
    try (Stream<Path> files = Files.walk(fixture.options.state())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(MIGRATOR.password());
      }
    }
    assertThat(MIGRATOR.toString()).doesNotContain(MIGRATOR.password());
  }

  @Test
  void dataOfAnotherMajorVersionAreRefused() throws Exception {
    Files.createDirectories(fixture.options.data());
    Files.writeString(fixture.options.data().resolve("PG_VERSION"), "16\n");
    assertThatThrownBy(fixture.cluster::start)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("holds data of PostgreSQL 16, but 17 was expected");
  }

  @Test
  void aNameOrPasswordThatWouldNeedQuotesIsRefused() {
    assertThatThrownBy(() -> new PostgresAccount("x; DROP ROLE y", "right-password"))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> new PostgresAccount("x", "pässword-long-enough"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageNotContaining("pässword");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
