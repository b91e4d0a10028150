package com.genericcorp.hq.bench;

import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import com.genericcorp.hq.verify.targets.TargetFile;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.Wire;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Authenticated reads through TLS against a running local environment, with 1, 100 and 1,000
 * organisations active; and their times at a fixed rate. Client, edge, server and PostgreSQL share
 * the machine.
 */
final class LoadBench {
  private static final List<Integer> ACTIVE = List.of(1, 100, 1_000);
  private static final int ROUNDS = 3;
  private static final int RATE = 500;
  private static final double LIMIT_MILLIS = 50;
  private static final double LIMIT_APART = 0.05;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration EACH = Duration.ofSeconds(8);
  private static final Duration PACED = Duration.ofSeconds(20);
  private static final Limits PATIENT =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          32 * 1024,
          256 * 1024);

  private LoadBench() {}

  /**
   * @param arguments the environment's state folder; organisations are made in it
   */
  public static void main(String[] arguments) throws Exception {
    LocalState state = new LocalState(Path.of(arguments[0]));
    TargetFile target = TargetFile.read(state.target());
    List<String> keys = organisations(state);
    try (Wire wire =
        new Wire(target.connect(), target.ca(), target.httpsPort(), target.httpPort(), PATIENT)) {
      Load load = new Load(wire, target.publicHost(), "/api/tasks?limit=20");
      load.closed(keys, WARM_UP);
      compare(load, keys);
      paced(load, keys.subList(0, 100));
    }
  }

  private static void compare(Load load, List<String> keys) throws InterruptedException {
    Map<Integer, List<Load.Result>> results = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int active : ACTIVE) {
        results
            .computeIfAbsent(active, some -> new ArrayList<>())
            .add(load.closed(keys.subList(0, active), EACH));
      }
    }
    System.out.printf(
        "%-22s %12s %10s %10s %8s%n",
        "organisations active", "requests/s", "median", "p95", "ratio");
    double one = 0;
    for (Map.Entry<Integer, List<Load.Result>> entry : results.entrySet()) {
      List<Load.Result> sorted = new ArrayList<>(entry.getValue());
      sorted.sort((a, b) -> Double.compare(a.perSecond(), b.perSecond()));
      Load.Result middle = sorted.get(sorted.size() / 2);
      one = one == 0 ? middle.perSecond() : one;
      System.out.printf(
          "%-22d %12.0f %7.2f ms %7.2f ms %8.3f%n",
          entry.getKey(),
          middle.perSecond(),
          middle.times().median(),
          middle.times().millis(0.95),
          middle.perSecond() / one);
    }
    System.out.printf("limit: ratios within %.2f of 1%n%n", LIMIT_APART);
  }

  private static void paced(Load load, List<String> keys) throws InterruptedException {
    Load.Result result = load.paced(keys, RATE, PACED);
    double p95 = result.times().millis(0.95);
    System.out.printf(
        "at %d requests/s: median %.2f ms, p95 %.2f ms, p99 %.2f ms (limit for p95 %.0f ms: %s)%n",
        RATE,
        result.times().median(),
        p95,
        result.times().millis(0.99),
        LIMIT_MILLIS,
        p95 <= LIMIT_MILLIS ? "held" : "exceeded");
  }

  /** Makes the organisations, each with an agent and twenty tasks that have ended; their keys. */
  private static List<String> organisations(LocalState state) throws Exception {
    Administration administration = administration(state);
    TenantCreation creation = new TenantCreation(administration);
    TenantAdministration tenants = new TenantAdministration(administration);
    Cohorts cohorts = new Cohorts(administration);
    List<String> keys = new ArrayList<>();
    int most = ACTIVE.get(ACTIVE.size() - 1);
    while (keys.size() < most) {
      int cohort;
      try (Connection migrator = administration.asMigrator()) {
        cohort = cohorts.withRoom(migrator);
      }
      try (Connection provisioner = administration.asProvisioner(cohort)) {
        for (int one = 0; one < 100; one++) {
          Slug slug = new Slug("bench-" + Long.toString(System.nanoTime(), 36) + "-x" + one);
          keys.add(
              creation
                  .create(provisioner, cohort, slug, slug.value(), "enterprise", "bench")
                  .key()
                  .reveal());
          fill(tenants, slug);
        }
      }
    }
    return keys;
  }

  private static void fill(TenantAdministration tenants, Slug slug) {
    int unused =
        tenants.asOwner(
            tenants.find(slug).orElseThrow(),
            handle -> {
              handle.execute("insert into agents (name) values ('bench')");
              return handle.execute(
                  "insert into tasks (agent_id, title, status, progress, finished_at)"
                      + " select id, 'Compare quotes ' || n, 'succeeded', 100, now()"
                      + " from agents, generate_series(1, 20) n");
            });
  }

  private static Administration administration(LocalState state) throws IOException {
    Properties ports = new Properties();
    ports.load(new StringReader(Files.readString(state.ports())));
    Secrets secrets = Secrets.ensure(state);
    return new Administration(
        new DatabaseSettings(
            "127.0.0.1",
            Integer.parseInt(ports.getProperty("database")),
            "agenthq",
            DatabaseSettings.Tls.DISABLE,
            ""),
        "migrator",
        Secret.of("MIGRATOR_PASSWORD", Secrets.read(secrets.migratorPassword())),
        Secret.of("GATEWAY_SECRET", Secrets.read(secrets.gateway())));
  }
}
