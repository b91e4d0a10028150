package com.genericcorp.hq.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalRatesTest {
  private final Time time = new Time();
  private final LocalRates rates = new LocalRates(1_000, time);

  private static final class Time implements TimeMeter {
    private long nanos;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }
  }

  @Test
  void theHundredAndFirstRequestOfAMinuteIsOneTooMany() {
    for (int one = 1; one <= 100; one++) {
      RequestRates.Count count = rates.take("acme", 100);
      assertThat(count.admitted()).isTrue();
      assertThat(count.remaining()).isEqualTo(100 - one);
    }
    RequestRates.Count refused = rates.take("acme", 100);
    assertThat(refused.admitted()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retrySeconds()).isEqualTo(1);
    assertThat(refused.resetSeconds()).isEqualTo(60);
    assertThat(rates.take("globex", 100).admitted()).isTrue();
  }

  @Test
  void whatARequestHasTakenComesBackWithTime() {
    exhaust("acme", 100);
    time.pass(Duration.ofMillis(599));
    assertThat(rates.take("acme", 100).admitted()).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(rates.take("acme", 100).admitted()).isTrue();
    assertThat(rates.take("acme", 100).admitted()).isFalse();
    time.pass(Duration.ofHours(1));
    RequestRates.Count count = rates.take("acme", 100);
    assertThat(count.remaining()).isEqualTo(99);
  }

  @Test
  void aHigherRateIsThereAtOnceAndALowerOneToo() {
    exhaust("acme", 100);
    assertThat(rates.take("acme", 500).remaining()).isEqualTo(399);
    assertThat(rates.take("acme", 100).remaining()).isEqualTo(99);
    exhaust("acme", 100);
    assertThat(rates.take("acme", 100).admitted()).isFalse();
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    exhaust("acme", 100);
    rates.giveBack("acme");
    assertThat(rates.take("acme", 100).admitted()).isTrue();
    rates.giveBack("nobody");
    assertThat(rates.take("nobody", 3).remaining()).isEqualTo(2);
  }

  @Test
  void ofManyThreadsExactlyAsManyRequestsAreAdmittedAsTheRateSays() throws Exception {
    AtomicInteger admitted = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(8);
    for (int thread = 0; thread < 8; thread++) {
      threads.submit(
          () -> {
            start.await();
            for (int one = 0; one < 1_000; one++) {
              if (rates.take("acme", 2_000).admitted()) {
                admitted.incrementAndGet();
              }
            }
            return null;
          });
    }
    start.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(admitted).hasValue(2_000);
  }

  private void exhaust(String subject, int perMinute) {
    while (rates.take(subject, perMinute).admitted()) {
      assertThat(subject).isNotEmpty();
    }
  }
}
