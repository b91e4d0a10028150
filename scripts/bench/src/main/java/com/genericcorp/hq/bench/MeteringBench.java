package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.limits.LeasedRates;
import com.genericcorp.hq.server.limits.RequestLimits;
import com.genericcorp.hq.server.limits.RequestRates;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.metrics.ServerMetrics;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import com.genericcorp.hq.server.usage.UsageFlush;
import com.genericcorp.hq.server.usage.UsageMeter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What limits and metering add to a request: counting it against its organisation's and its key's
 * rate over four servers of one database, the headers that say so, and counting it as used; for
 * requests of 1,000 organisations in a random order, while three other servers are asked for the
 * same ones and what was counted is recorded. Against its limit.
 */
final class MeteringBench {
  private static final int ORGANISATIONS = 1_000;
  private static final int ROUNDS = 2_000_000;
  private static final int WARM_UP = 200_000;
  private static final double LIMIT_MILLIS = 0.2;
  private static final int SERVERS = 4;
  private static final int PER_SECOND_ELSEWHERE = 200;
  private static final int WIDE = 1_000_000;

  private MeteringBench() {}

  public static void main(String[] arguments) throws Exception {
    try (BenchDatabase database = new BenchDatabase();
        ServerMetrics registry = new ServerMetrics();
        Gateways gateways =
            new Gateways(database.settings, BenchDatabase.GATEWAY_SECRET, 1, null)) {
      List<Tenant> tenants = database.fill(ORGANISATIONS);
      LimitMetrics metrics = new LimitMetrics(registry.registry());
      UsageMeter meter = new UsageMeter(Clock.systemUTC(), metrics);
      UsageFlush flush = new UsageFlush(meter, new TenantDatabase(gateways), metrics);
      ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
      ScheduledFuture<?> unused =
          timer.scheduleWithFixedDelay(flush::flush, 50, 50, TimeUnit.MILLISECONDS);
      List<AutoCloseable> open = new ArrayList<>();
      try {
        List<LeasedRates> servers = new ArrayList<>();
        for (int server = 0; server < SERVERS; server++) {
          Gateways own = new Gateways(database.settings, BenchDatabase.GATEWAY_SECRET, 1, null);
          LeasedRates rates = LeasedRates.begin(own.limits(), "bench-" + server);
          servers.add(rates);
          open.add(own);
          open.add(0, rates);
        }
        System.out.printf("%-28s %10s %10s%n", "", "median", "p99");
        for (int perMinute : new int[] {WIDE, 1}) {
          print(
              perMinute == WIDE ? "admitted, metered" : "refused by its tier",
              measure(tenants, meter, metrics, perMinute, servers));
        }
      } finally {
        for (AutoCloseable one : open) {
          one.close();
        }
        timer.shutdown();
        timer.awaitTermination(10, TimeUnit.SECONDS);
      }
    }
  }

  /** What the other servers are asked meanwhile. */
  private static void askElsewhere(
      List<LeasedRates> servers, List<Tenant> tenants, int perMinute, Random random) {
    RequestRates other = servers.get(1 + random.nextInt(SERVERS - 1));
    RequestRates.Count unused =
        other.take(tenants.get(random.nextInt(tenants.size())).id(), perMinute);
  }

  private static Sample measure(
      List<Tenant> tenants,
      UsageMeter meter,
      LimitMetrics metrics,
      int perMinute,
      List<LeasedRates> servers)
      throws InterruptedException {
    Tiers tiers = Tiers.parse("{\"free\":{\"requestsPerMinute\":" + perMinute + "}}");
    RequestLimits limits = new RequestLimits(tiers, metrics, meter, servers.get(0));
    ScheduledExecutorService elsewhere = Executors.newSingleThreadScheduledExecutor();
    Random others = new Random(2);
    ScheduledFuture<?> asking =
        elsewhere.scheduleAtFixedRate(
            () -> askElsewhere(servers, tenants, perMinute, others),
            0,
            1_000_000 / PER_SECOND_ELSEWHERE,
            TimeUnit.MICROSECONDS);
    List<Caller> callers =
        tenants.stream()
            .map(
                tenant ->
                    new Caller(
                        tenant, Caller.Kind.KEY, UUID.randomUUID(), "bench", Role.OWNER, WIDE))
            .toList();
    Sample sample = new Sample();
    Random random = new Random(1);
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      Caller caller = callers.get(random.nextInt(callers.size()));
      // As the exchange of a real request keeps them.
      List<String> headers = new CopyOnWriteArrayList<>();
      long start = System.nanoTime();
      try {
        limits.admit(caller, (name, value) -> headers.add(name + value));
        limits.answered(caller);
      } catch (ProblemException tooMany) {
        headers.clear();
      }
      long end = System.nanoTime();
      if (round >= WARM_UP) {
        sample.add(end - start);
      }
    }
    asking.cancel(false);
    elsewhere.shutdown();
    elsewhere.awaitTermination(10, TimeUnit.SECONDS);
    return sample;
  }

  private static void print(String what, Sample sample) {
    double median = sample.median();
    System.out.printf(
        "%-28s %7.4f ms %7.4f ms (limit for the median %.1f ms: %s)%n",
        what,
        median,
        sample.millis(0.99),
        LIMIT_MILLIS,
        median <= LIMIT_MILLIS ? "held" : "exceeded");
  }
}
