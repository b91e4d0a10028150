package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;

/**
 * A transaction of one read as an organisation, against the same read with a qualified name and
 * without the switch, in turn; organisations in a random order.
 *
 * @param callers how many do so at once
 * @param rounds of each caller
 */
record Routing(BenchDatabase database, List<Tenant> tenants, int callers, int rounds) {
  static final String READ =
      "select id, name from %sagents where created_at < now() order by id limit 10";
  private static final double LIMIT_MILLIS = 0.15;

  /** Durations as an organisation, and of the same read without the switch. */
  record Result(Sample ours, Sample without) {
    void print() {
      System.out.printf("%-28s %10s %10s%n", "", "median", "p99");
      row("as an organisation", ours);
      row("same read, no switch", without);
      double more = ours.median() - without.median();
      System.out.printf(
          "%-28s %7.3f ms (limit %.2f ms: %s)%n",
          "the switch costs", more, LIMIT_MILLIS, more <= LIMIT_MILLIS ? "held" : "exceeded");
    }

    private static void row(String what, Sample sample) {
      System.out.printf("%-28s %7.3f ms %7.3f ms%n", what, sample.median(), sample.millis(0.99));
    }
  }

  Result measure() throws Exception {
    ExecutorService all = Executors.newFixedThreadPool(callers);
    try (Gateways gateways =
        new Gateways(database.settings, BenchDatabase.GATEWAY_SECRET, callers, null)) {
      TenantDatabase switching = new TenantDatabase(gateways);
      List<Future<Result>> results = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        Random random = new Random(caller);
        results.add(all.submit(() -> measure(switching, random)));
      }
      Sample ours = new Sample();
      Sample without = new Sample();
      for (Future<Result> one : results) {
        ours.addAll(one.get().ours);
        without.addAll(one.get().without);
      }
      return new Result(ours, without);
    } finally {
      all.shutdownNow();
    }
  }

  private Result measure(TenantDatabase switching, Random random) throws Exception {
    try (Connection owner =
        database
            .administration
            .migratorSource()
            .actingAs(database.administration.names().owner())
            .getConnection()) {
      Jdbi plain = Jdbi.create(owner);
      Sample ours = new Sample();
      Sample without = new Sample();
      Map<String, String> qualified = new ConcurrentHashMap<>();
      int warmUp = rounds / 5;
      for (int round = 0; round < warmUp + rounds; round++) {
        Tenant tenant = tenants.get(random.nextInt(tenants.size()));
        long start = System.nanoTime();
        switching.inTenant(tenant, handle -> handle.select(READ.formatted("")).mapToMap().list());
        long middle = System.nanoTime();
        String sql =
            qualified.computeIfAbsent(tenant.schema(), schema -> READ.formatted(schema + "."));
        plain.inTransaction(handle -> handle.select(sql).mapToMap().list());
        long end = System.nanoTime();
        if (round >= warmUp) {
          ours.add(middle - start);
          without.add(end - middle);
        }
      }
      return new Result(ours, without);
    }
  }
}
