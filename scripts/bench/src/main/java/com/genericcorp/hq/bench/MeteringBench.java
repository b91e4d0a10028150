package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.ProblemException;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.limits.RequestLimits;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.metrics.ServerMetrics;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import com.genericcorp.hq.server.usage.UsageFlush;
import com.genericcorp.hq.server.usage.UsageMeter;
import java.time.Clock;
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
 * rate, the headers that say so, and counting it as used; for requests of 1,000 organisations in a
 * random order, while what was counted is recorded every second. Against their limit.
 */
final class MeteringBench {
  private static final int ORGANISATIONS = 1_000;
  private static final int ROUNDS = 2_000_000;
  private static final int WARM_UP = 200_000;
  private static final double LIMIT_MILLIS = 0.1;
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
          timer.scheduleWithFixedDelay(flush::flush, 1, 1, TimeUnit.SECONDS);
      System.out.printf("%-28s %10s %10s%n", "", "median", "p99");
      print("admitted, metered", measure(tenants, meter, metrics, WIDE));
      print("refused by its tier", measure(tenants, meter, metrics, 1));
      timer.shutdown();
      timer.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private static Sample measure(
      List<Tenant> tenants, UsageMeter meter, LimitMetrics metrics, int perMinute) {
    Tiers tiers = Tiers.parse("{\"free\":{\"requestsPerMinute\":" + perMinute + "}}");
    RequestLimits limits = new RequestLimits(tiers, metrics, meter);
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
    return sample;
  }

  private static void print(String what, Sample sample) {
    double worst = sample.millis(0.99);
    System.out.printf(
        "%-28s %7.4f ms %7.4f ms (limit %.1f ms: %s)%n",
        what, sample.median(), worst, LIMIT_MILLIS, worst <= LIMIT_MILLIS ? "held" : "exceeded");
  }
}
