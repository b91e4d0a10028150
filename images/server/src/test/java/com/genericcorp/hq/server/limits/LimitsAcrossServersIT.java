package com.genericcorp.hq.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.ServerProcess;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several servers on one database under several times the limit: how many requests are admitted,
 * against the bucket and what came back into it meanwhile. {@code -Dhq.limits.seconds=60} runs a
 * whole minute.
 */
class LimitsAcrossServersIT {
  private static final int SECONDS = Integer.getInteger("hq.limits.seconds", 18);
  private static final double TENTH = 0.1;
  private static final String TIERS =
      """
      {"free": {"requestsPerMinute": 100, "agents": 3, "concurrentTasks": 4, "storageGb": 1},
       "starter": {"requestsPerMinute": 600},
       "enterprise": {}}
      """;
  private static final int FREE = 100;
  private static final int STARTER = 600;

  @TempDir private Path folder;

  private final List<Integer> ports = new ArrayList<>();

  /**
   * What came of a flood.
   *
   * @param answered with other than our own faults, such as a database that is away
   * @param late of those that were sent, the ones in its last quarter
   */
  private record Outcome(long sent, long late, long answered, long admitted, double seconds) {}

  @Test
  void fourServersHoldALimitTogetherWhileOneDiesAndATierChanges() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (TestInstallation installation = TestInstallation.migrated();
        TestService one = TestService.start(installation, Tiers.parse(TIERS));
        TestService two = TestService.start(installation, Tiers.parse(TIERS));
        TestService three = TestService.start(installation, Tiers.parse(TIERS));
        ServerProcess dying =
            new ServerProcess(
                installation.settings, folder.resolve("dying"), Map.of("TIERS", TIERS))) {
      List.of(one, two, three).forEach(server -> ports.add(server.service.port()));
      ports.add(dying.port());
      dying.awaitReady();
      long begun = System.nanoTime();
      Future<Outcome> even = flood(threads, installation, "even", "free", request -> request % 4);
      Future<Outcome> skewed = flood(threads, installation, "skewed", "starter", request -> 0);
      Future<Outcome> left =
          flood(threads, installation, "left", "starter", request -> request % 2 * 3);
      Future<Outcome> growing =
          flood(threads, installation, "growing", "free", request -> request % 3);
      Thread.sleep(1_000);
      dying.kill();
      Thread.sleep(SECONDS * 500L);
      assertThat(installation.tenantAdministration.changeTier(new Slug("growing"), "starter"))
          .isTrue();
      double grown = (System.nanoTime() - begun) / 1e9;

      Outcome grew = growing.get();
      holds("even, while one dies", even.get(), FREE);
      holds("on one server", skewed.get(), STARTER);
      holds("on one that dies and another", left.get(), STARTER);
      near(
          "another tier",
          grew,
          FREE + FREE * grown / 60 + STARTER - FREE + STARTER * (grew.seconds - grown) / 60);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aLimitHoldsWhileTheDatabaseGoesAndComesBack() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (TestPostgres postgres = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(postgres);
        TestService one = TestService.start(installation, Tiers.parse(TIERS));
        TestService two = TestService.start(installation, Tiers.parse(TIERS))) {
      ports.addAll(List.of(one.service.port(), two.service.port()));
      Future<Outcome> outcome =
          flood(threads, installation, "away", "starter", request -> request % 2);
      Thread.sleep(SECONDS * 200L);
      postgres.kill();
      Thread.sleep(1_500);
      postgres.restart();
      Outcome seen = outcome.get();
      double allowed = STARTER * (1 + seen.seconds / 60);
      System.out.printf("database away: %s, allowed %.0f%n", seen, allowed);
      // What was let through while nothing could be answered is missing.
      assertThat((double) seen.admitted).isLessThanOrEqualTo(allowed * (1 + TENTH));
      assertThat((double) seen.answered).isPositive();
      assertThat((double) seen.admitted).isGreaterThan(0.8 * Math.min(allowed, seen.answered));
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void agentsTasksAndStorageAreCountedOnceForBothOfTwoServers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(12);
    try (TestInstallation installation = TestInstallation.migrated();
        TestService one = TestService.start(installation, Tiers.parse(TIERS));
        TestService two = TestService.start(installation, Tiers.parse(TIERS))) {
      List<TestService> servers = List.of(one, two);
      String key = installation.createWithKey("crowd").reveal();
      List<Reply> agents =
          atOnce(threads, servers, key, "/api/agents", number -> "{\"name\":\"A" + number + "\"}");
      assertThat(agents).filteredOn(reply -> reply.status() == 201).hasSize(3);
      assertThat(agents).filteredOn(reply -> reply.status() == 403).hasSize(9);
      String agent =
          agents.stream()
              .filter(reply -> reply.status() == 201)
              .findFirst()
              .orElseThrow()
              .json()
              .get("id")
              .asText();
      List<Reply> tasks =
          atOnce(threads, servers, key, "/api/tasks", number -> LimitsFixture.task(agent, 60));
      assertThat(tasks).filteredOn(reply -> reply.status() == 201).hasSize(4);
      assertThat(tasks).filteredOn(reply -> reply.status() == 429).hasSize(8);
      installation.asSuperuser(
          "update public.tenants set storage_bytes = 1000000000, storage_measured_at = now()");
      for (TestService server : servers) {
        TestService.await(
            "the limit of storage",
            Duration.ofSeconds(4),
            () ->
                server
                    .ask("POST", "/api/keys", "crowd", key, "{\"name\":\"more\"}")
                    .body()
                    .contains("limit-storage"));
      }
    } finally {
      threads.shutdown();
    }
  }

  private static List<Reply> atOnce(
      ExecutorService threads,
      List<TestService> servers,
      String key,
      String path,
      IntFunction<String> body)
      throws Exception {
    List<Callable<Reply>> all = new ArrayList<>();
    for (int number : IntStream.range(0, 12).toArray()) {
      all.add(() -> servers.get(number % 2).ask("POST", path, "crowd", key, body.apply(number)));
    }
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> reply : threads.invokeAll(all)) {
      replies.add(reply.get());
    }
    return replies;
  }

  private static void holds(String what, Outcome seen, int perMinute) {
    near(what, seen, perMinute * (1 + seen.seconds / 60));
  }

  private static void near(String what, Outcome seen, double allowed) {
    System.out.printf(
        "%s: %d of %d were admitted in %.1f s, allowed %.0f; %d were sent in the last quarter%n",
        what, seen.admitted, seen.sent, seen.seconds, allowed, seen.late);
    assertThat((double) seen.admitted).as(what).isLessThanOrEqualTo(allowed * (1 + TENTH));
    // A busy machine may not manage to send as many as are allowed, nor after a tier has changed.
    if (seen.sent > 2 * allowed && seen.late > allowed) {
      assertThat((double) seen.admitted).as(what).isGreaterThanOrEqualTo(allowed * (1 - TENTH));
    }
  }

  /** Sends far more than is allowed, each request to a server of a choice; a dead one is passed. */
  private Future<Outcome> flood(
      ExecutorService threads,
      TestInstallation installation,
      String slug,
      String tier,
      IntUnaryOperator server) {
    String key = installation.creation.create(new Slug(slug), slug, tier, "first").key().reveal();
    String request =
        RawHttp.request(
            "GET", "/api/organization", slug + "." + TestService.HOST, Optional.of(key), "");
    return threads.submit(() -> send(request, server));
  }

  private Outcome send(String request, IntUnaryOperator server) throws InterruptedException {
    RawHttp[] connections = new RawHttp[ports.size()];
    long start = System.nanoTime();
    long end = start + SECONDS * 1_000_000_000L;
    long sent = 0;
    long late = 0;
    long answered = 0;
    long admitted = 0;
    for (int number = 0; System.nanoTime() < end; number++) {
      int at = server.applyAsInt(number);
      try {
        if (connections[at] == null) {
          connections[at] = new RawHttp(ports.get(at));
        }
        connections[at].send(request);
        Reply reply = connections[at].receive();
        sent++;
        late += System.nanoTime() > end - SECONDS * 250_000_000L ? 1 : 0;
        answered += reply.status() < 500 ? 1 : 0;
        admitted += reply.status() == 200 ? 1 : 0;
      } catch (IOException dead) {
        connections[at] = null;
      }
      Thread.sleep(2);
    }
    return new Outcome(sent, late, answered, admitted, (System.nanoTime() - start) / 1e9);
  }
}
