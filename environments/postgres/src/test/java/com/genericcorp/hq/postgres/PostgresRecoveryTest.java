package com.genericcorp.hq.postgres;

import static com.genericcorp.hq.postgres.ClusterFixture.ask;
import static com.genericcorp.hq.postgres.ClusterFixture.connect;
import static com.genericcorp.hq.postgres.ClusterFixture.tell;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.PostgresCluster.Running;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import com.genericcorp.hq.postgres.process.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was killed, and what the next start finds. */
@Tag("slow")
class PostgresRecoveryTest {
  // Generous for a busy machine; a wait for a lock file or for orphans would be 60 s.
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
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
  void aKilledServerComesBackAtOnceWithEveryAcknowledgedWrite() throws Exception {
    Running running = fixture.cluster.start();
    int acknowledged = writeUntilKilled(running, () -> Signal.KILL.send(running.process().pid()));
    Running again = startAtOnce();
    assertThat(Integer.parseInt(ask(again, "SELECT count(*) FROM written")))
        .isGreaterThanOrEqualTo(acknowledged);
  }

  @Test
  void allOfItsProcessesKilledAtOnceItComesBackAtOnceWithEveryAcknowledgedWrite() throws Exception {
    Running running = fixture.cluster.start();
    int acknowledged =
        writeUntilKilled(
            running, () -> fixture.processes().forEach(one -> Signal.KILL.send(one.pid())));
    Running again = startAtOnce();
    assertThat(Integer.parseInt(ask(again, "SELECT count(*) FROM written")))
        .isGreaterThanOrEqualTo(acknowledged);
  }

  @Test
  void aBackendThatOutlivesTheKilledServerIsEnded() throws Exception {
    Running running = fixture.cluster.start();
    try (Connection busy = connect(running)) {
      Thread query = new Thread(() -> burn(busy));
      query.start();
      Thread.sleep(200);
      Signal.KILL.send(running.process().pid());
      assertThat(fixture.processes()).isNotEmpty();
      startAtOnce();
      query.join();
    }
  }

  @Test
  void aProcessIdThatWasGivenToAnotherProgramIsLeftAlone() throws Exception {
    Running running = fixture.cluster.start();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Signal.KILL.send(running.process().pid());
      pretendToBe(other.pid());
      startAtOnce();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void whoMerelyMentionsTheFolderIsLeftAlone() throws Exception {
    Running running = fixture.cluster.start();
    String mention = "sleep 60; true /postgres -D " + fixture.options.data();
    Process other = new ProcessBuilder("sh", "-c", mention).start();
    try {
      assertThat(fixture.processes())
          .extracting(ProcessIdentity::pid)
          .contains(running.process().pid())
          .doesNotContain(other.pid());
    } finally {
      other.descendants().forEach(ProcessHandle::destroyForcibly);
      other.destroyForcibly();
    }
  }

  @Test
  void aServerWithoutAConnectionLeftIsHealthy() throws Exception {
    Running running = fixture.cluster.start();
    List<Connection> all = new java.util.ArrayList<>();
    try {
      while (all.size() < 200) {
        all.add(connect(running));
      }
    } catch (SQLException full) {
      assertThat(full.getSQLState()).isEqualTo("53300");
    }
    assertThat(all).hasSizeBetween(90, 100);
    assertThat(fixture.cluster.running()).contains(running);
    for (Connection each : all) {
      each.close();
    }
  }

  @Test
  void aZombieCountsAsDead() throws Exception {
    Running running = fixture.cluster.start();
    // The shell becomes a program that never asks for its child's exit code.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.01 & echo $!; exec sleep 60").start();
    try (BufferedReader reader = parent.inputReader()) {
      long zombie = Long.parseLong(reader.readLine());
      Thread.sleep(100);
      assertThat(ProcessHandle.of(zombie)).isPresent();
      assertThat(ProcessIdentity.of(zombie)).isEmpty();
      Signal.KILL.send(running.process().pid());
      pretendToBe(zombie);
      startAtOnce();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aHalfWrittenProcessFileIsNoObstacle() throws Exception {
    fixture.cluster.start();
    fixture.processes().forEach(one -> Signal.KILL.send(one.pid()));
    Files.writeString(PostmasterFile.in(fixture.options.data()), "");
    startAtOnce();
  }

  @Test
  void aServerThatHangsIsReplaced() throws Exception {
    Running running = fixture.cluster.start();
    new ProcessBuilder("sh", "-c", "kill -STOP " + running.process().pid()).start().waitFor();
    assertThat(fixture.cluster.running()).isEmpty();
    Running again = fixture.cluster.start();
    assertThat(again.process()).isNotEqualTo(running.process());
  }

  @Test
  void anInitdbWhoseCallerWasKilledIsEndedAndItsFolderMadeAnew() throws Exception {
    String unfinished = fixture.options.state().resolve("data.unfinished-2").toString();
    Files.createDirectories(fixture.options.state());
    PostgresBinaries binaries = PostgresBinaries.in(fixture.options.binaries());
    Unprivileged unprivileged = Unprivileged.in(fixture.options.state());
    Process orphan =
        unprivileged
            .program(
                List.of(binaries.program("initdb").toString(), "--pgdata=" + unfinished),
                fixture.options.state())
            .startDetached(fixture.folder.resolve("initdb.log"));
    Thread.sleep(100);
    Running running = fixture.cluster.start();
    assertThat(orphan.isAlive()).isFalse();
    assertThat(ask(running, "SELECT 1")).isEqualTo("1");
  }

  @Test
  void aHalfMadeFolderOfDataIsMadeAnew() throws Exception {
    Files.createDirectories(fixture.options.state().resolve("data.unfinished-1/base"));
    Files.writeString(fixture.options.state().resolve("data.unfinished-1/PG_VERSION"), "1");
    Running running = fixture.cluster.start();
    assertThat(ask(running, "SELECT 1")).isEqualTo("1");
    try (var files = Files.list(fixture.options.state())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("unfinished"));
    }
  }

  private Running startAtOnce() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Running running = PostgresCluster.open(fixture.options).start();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    return running;
  }

  /** Commits row by row from two connections while the killer works; counts what was confirmed. */
  private static int writeUntilKilled(Running running, Runnable killer) throws Exception {
    tell(running, "CREATE TABLE written (n bigserial)");
    AtomicInteger acknowledged = new AtomicInteger();
    List<Thread> writers =
        List.of(
            new Thread(() -> write(running, acknowledged)),
            new Thread(() -> write(running, acknowledged)));
    writers.forEach(Thread::start);
    Thread.sleep(500);
    killer.run();
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(acknowledged.get()).isPositive();
    return acknowledged.get();
  }

  private static void write(Running running, AtomicInteger acknowledged) {
    try (Connection connection = connect(running);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO written DEFAULT VALUES")) {
      while (true) {
        insert.executeUpdate();
        acknowledged.incrementAndGet();
      }
    } catch (SQLException killed) {
      // As wanted.
    }
  }

  private static void burn(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM generate_series(1, 2000000000)");
    } catch (SQLException killed) {
      // As wanted.
    }
  }

  private void pretendToBe(long pid) throws IOException {
    List<String> lines = Files.readAllLines(PostmasterFile.in(fixture.options.data()));
    lines.set(0, Long.toString(pid));
    Files.write(PostmasterFile.in(fixture.options.data()), lines);
  }
}
