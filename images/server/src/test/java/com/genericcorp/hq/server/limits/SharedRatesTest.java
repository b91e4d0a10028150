package com.genericcorp.hq.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Gateways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Four servers' counts on one database, without the servers around them. */
@Tag("slow")
class SharedRatesTest {
  private static final int SERVERS = 4;
  private static final Duration AWHILE = Duration.ofSeconds(4);

  private static TestInstallation installation;
  private static final List<Gateways> GATEWAYS = new ArrayList<>();
  private static final List<LeasedRates> RATES = new ArrayList<>();

  @BeforeAll
  static void fourServers() throws InterruptedException {
    installation = TestInstallation.migrated();
    for (int server = 0; server < SERVERS; server++) {
      begin("server-" + server);
    }
    // Each knows of the others.
    Thread.sleep(500);
  }

  private static LeasedRates begin(String name) {
    Gateways gateways =
        new Gateways(installation.settings, TestInstallation.GATEWAY_SECRET, 1, null);
    GATEWAYS.add(gateways);
    LeasedRates rates = LeasedRates.begin(gateways.limits(), name);
    RATES.add(rates);
    return rates;
  }

  @AfterAll
  static void stop() {
    RATES.forEach(LeasedRates::close);
    assertThat(installation.value("select count(*) from public.request_servers")).isEqualTo("0");
    assertThat(installation.value("select count(*) from public.request_rates where leases <> '{}'"))
        .isEqualTo("0");
    GATEWAYS.forEach(Gateways::close);
    installation.close();
  }

  @Test
  void howeverRequestsAreSpreadOverServersAsManyAreAdmittedAsTheRateSays() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Callable<Void>> all = new ArrayList<>();
    for (int perMinute : new int[] {100, 2_000}) {
      all.add(() -> holds("even", perMinute, request -> request % SERVERS));
      all.add(() -> holds("one", perMinute, request -> 0));
      all.add(() -> holds("skewed", perMinute, request -> Math.max(0, request % 10 - 6)));
      all.add(
          () ->
              holds(
                  "in-turn",
                  perMinute,
                  request -> (int) (System.nanoTime() / 1_500_000_000L % SERVERS)));
    }
    try {
      for (Future<Void> one : threads.invokeAll(all)) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Asks without a pause: what is admitted is the bucket, and what has come back meanwhile. */
  private static Void holds(String spread, int perMinute, IntUnaryOperator server)
      throws InterruptedException {
    String subject = spread + " " + perMinute;
    long start = System.nanoTime();
    int admitted = 0;
    int request = 0;
    long took = 0;
    while (took < AWHILE.toNanos()) {
      RequestRates.Count count = RATES.get(server.applyAsInt(request)).take(subject, perMinute);
      admitted += count.admitted() ? 1 : 0;
      assertThat(count.remaining()).isBetween(0L, (long) perMinute);
      request++;
      if (request % 50 == 0) {
        Thread.sleep(1);
      }
      took = System.nanoTime() - start;
    }
    double allowed = perMinute * (1 + took / 60e9);
    System.out.printf("%s: %d of %d, allowed %.0f%n", subject, admitted, request, allowed);
    // A busy machine may not manage to ask as often as is allowed; what nobody took is not lost.
    assertThat((double) admitted)
        .as("%s: admitted of %d in %.1f s", subject, request, took / 1e9)
        .isLessThanOrEqualTo(allowed * 1.1);
    assertThat(admitted + left(subject)).as(subject).isGreaterThanOrEqualTo(perMinute * 0.9);
    if (request > 10 * allowed) {
      assertThat((double) admitted).as(subject).isGreaterThanOrEqualTo(allowed * 0.85);
    }
    return null;
  }

  private static double left(String subject) {
    return Double.parseDouble(
        installation.value(
            "select greatest(free, 0) + coalesce((select sum((value ->> 0)::float8)"
                + " from jsonb_each(leases)), 0) from public.request_rates where subject = '"
                + subject
                + "'"));
  }
}
