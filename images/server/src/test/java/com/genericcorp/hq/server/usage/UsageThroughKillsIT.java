package com.genericcorp.hq.server.usage;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.serve.ServerProcess;
import com.genericcorp.hq.server.serve.TestService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients saw answered, against what is recorded, while servers and the database are killed.
 * The bound of a crash is a time; so is the statement: within 0.1 % as long as a server is killed
 * no more than once in two minutes. {@code -Dhq.usage.kills} and {@code -Dhq.usage.pause} (seconds
 * between two) make the run that long; {@code -Dhq.usage.seed} repeats its moments.
 */
class UsageThroughKillsIT {
  private static final int SERVERS = 2;
  private static final int CALLERS = 2;
  private static final int KILLS = Integer.getInteger("hq.usage.kills", 3);
  private static final int PAUSE = Integer.getInteger("hq.usage.pause", 2);
  private static final long SEED = Long.getLong("hq.usage.seed", System.nanoTime());
  private static final double SECONDS_BETWEEN_CRASHES = 120;
  private static final double EXACT = 0.001;
  private static final Duration BACK = Duration.ofSeconds(40);

  @TempDir private Path folder;

  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong cut = new AtomicLong();
  private final AtomicBoolean loading = new AtomicBoolean();
  private final List<ServerProcess> servers = new ArrayList<>();

  @Test
  void whatClientsSawAnsweredIsRecordedThroughKillsOfServersAndOfTheDatabase() throws Exception {
    System.out.println("-Dhq.usage.seed=" + SEED);
    Random random = new Random(SEED);
    try (TestPostgres postgres = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(postgres)) {
      String key = installation.createWithKey("acme").reveal();
      // Test servers answer before a commit is written.
      installation.asSuperuser(
          "alter database " + installation.database.name() + " set synchronous_commit = on");
      try {
        for (int server = 0; server < SERVERS; server++) {
          Path log = folder.resolve("server-" + server);
          servers.add(new ServerProcess(installation.settings, log, Map.of()));
        }
        servers.forEach(ServerProcess::awaitReady);
        long missing = serversDie(installation, key, random);
        databaseDies(postgres, installation, key, missing);
      } finally {
        servers.forEach(ServerProcess::close);
      }
    }
  }

  /** Returns by how many more were answered than recorded. */
  private long serversDie(TestInstallation installation, String key, Random random)
      throws Exception {
    ExecutorService callers = load(key);
    long loaded = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long begun = System.nanoTime();
      Thread.sleep(PAUSE * 1_000L + random.nextInt(1_000));
      loaded += System.nanoTime() - begun;
      ServerProcess victim = servers.get(random.nextInt(SERVERS));
      victim.kill();
      victim.startAgain();
      victim.awaitReady();
    }
    long during = answered.get();
    end(callers);
    long missing = answered.get() - settled(installation);
    double perSecond = during / (loaded / 1e9) / SERVERS;
    double seconds = (double) missing / KILLS / perSecond;
    System.out.printf(
        "%d answered, %d missing after %d kills: %.0f ms of a server's answers each;"
            + " exact to 0.1 %% with a crash in %.0f s%n",
        answered.get(), missing, KILLS, seconds * 1_000, seconds / EXACT);
    // A request that was counted, and whose answer the kill cut off.
    assertThat(missing).isGreaterThanOrEqualTo(-cut.get());
    assertThat(seconds).isLessThanOrEqualTo(EXACT * SECONDS_BETWEEN_CRASHES);
    return missing;
  }

  /** Servers that live lose nothing, and count nothing twice. */
  private void databaseDies(
      TestPostgres postgres, TestInstallation installation, String key, long missing)
      throws Exception {
    ExecutorService callers = load(key);
    Thread.sleep(1_000);
    postgres.kill();
    Thread.sleep(1_000);
    postgres.restart();
    long before = answered.get();
    await("answers again", BACK, () -> answered.get() > before + 100);
    end(callers);
    assertThat(answered.get() - settled(installation)).isEqualTo(missing);
  }

  private ExecutorService load(String key) {
    loading.set(true);
    ExecutorService callers = Executors.newCachedThreadPool();
    for (ServerProcess server : servers) {
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.execute(() -> call(server, key));
      }
    }
    return callers;
  }

  private void call(ServerProcess server, String key) {
    String request =
        RawHttp.request("GET", "/api/agents", "acme." + TestService.HOST, Optional.of(key), "");
    while (loading.get()) {
      boolean sent = false;
      try (RawHttp connection = new RawHttp(server.port())) {
        while (loading.get()) {
          connection.send(request);
          sent = true;
          int status = connection.receive().status();
          sent = false;
          if (status < 500) {
            answered.incrementAndGet();
          }
          Thread.sleep(5);
        }
      } catch (IOException killed) {
        cut.addAndGet(sent ? 1 : 0);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void end(ExecutorService callers) throws InterruptedException {
    loading.set(false);
    callers.shutdown();
    assertThat(callers.awaitTermination(40, TimeUnit.SECONDS)).isTrue();
  }

  /** All that is recorded, once nothing is added any more. */
  private static long settled(TestInstallation installation) throws InterruptedException {
    long last = -1;
    for (long now = recorded(installation); now != last; now = recorded(installation)) {
      last = now;
      Thread.sleep(1_500);
    }
    return last;
  }

  private static long recorded(TestInstallation installation) {
    return Long.parseLong(
        installation.value("select coalesce(sum(api_calls), 0) from public.usage_hours"));
  }
}
