package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * A transaction of one read as an organisation, against the same read with a qualified name and
 * without the switch, with 1,000 organisations in a random order, in turn.
 */
final class TransactionBench {
  private static final int ORGANISATIONS = 1_000;
  private static final int ROUNDS = 20_000;
  private static final int WARM_UP = 4_000;
  private static final double LIMIT_MILLIS = 0.15;
  private static final String READ =
      "select id, name from %sagents where created_at < now() order by id limit 10";

  private TransactionBench() {}

  public static void main(String[] arguments) throws Exception {
    try (BenchDatabase database = new BenchDatabase()) {
      List<Tenant> tenants = database.fill(ORGANISATIONS);
      try (Gateways gateways =
              new Gateways(database.settings, BenchDatabase.GATEWAY_SECRET, 1, null);
          Connection ownerConnection =
              database
                  .administration
                  .migratorSource()
                  .actingAs(database.administration.names().owner())
                  .getConnection()) {
        TenantDatabase switching = new TenantDatabase(gateways);
        Jdbi plain = Jdbi.create(ownerConnection);
        Sample ours = new Sample();
        Sample without = new Sample();
        Map<String, String> qualified = new ConcurrentHashMap<>();
        Random random = new Random(1);
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
          Tenant tenant = tenants.get(random.nextInt(tenants.size()));
          long start = System.nanoTime();
          switching.inTenant(tenant, handle -> handle.select(READ.formatted("")).mapToMap().list());
          long middle = System.nanoTime();
          String sql =
              qualified.computeIfAbsent(tenant.schema(), schema -> READ.formatted(schema + "."));
          plain.inTransaction(handle -> handle.select(sql).mapToMap().list());
          long end = System.nanoTime();
          if (round >= WARM_UP) {
            ours.add(middle - start);
            without.add(end - middle);
          }
        }
        print(ours, without);
      }
    }
  }

  private static void print(Sample ours, Sample without) {
    System.out.printf("%-28s %10s %10s%n", "", "median", "p99");
    System.out.printf(
        "%-28s %7.3f ms %7.3f ms%n", "as an organisation", ours.median(), ours.millis(0.99));
    System.out.printf(
        "%-28s %7.3f ms %7.3f ms%n",
        "same read, no switch", without.median(), without.millis(0.99));
    double more = ours.median() - without.median();
    System.out.printf(
        "%-28s %7.3f ms (limit %.2f ms: %s)%n",
        "the switch costs", more, LIMIT_MILLIS, more <= LIMIT_MILLIS ? "held" : "exceeded");
  }
}
