package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private final AtomicLong now = new AtomicLong(Duration.ofHours(1).toNanos());
  private final Freshness freshness = new Freshness(now::get);
  private final Freshness.Known<String, Integer> known = freshness.known();
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void whileNothingIsHeardAnAnswerIsBelievedForASecond() {
    assertThat(get()).isEqualTo(1);
    after(999);
    assertThat(get()).isEqualTo(1);
    after(1);
    assertThat(get()).isEqualTo(2);
  }

  @Test
  void whileTheDatabaseIsHeardAnAnswerIsBelievedForLonger() {
    get();
    for (int second = 0; second < 50; second++) {
      after(1_000);
      freshness.heard(now.get());
      assertThat(get()).isEqualTo(1);
    }
  }

  @Test
  void whatHasChangedIsReadAgain() {
    freshness.heard(now.get());
    get();
    after(1_001);
    freshness.heard(now.get());
    freshness.changed();
    assertThat(get()).isEqualTo(2);
  }

  @Test
  void whatChangesWhileItIsReadIsReadAgainSoon() {
    freshness.heard(now.get());
    Optional<Integer> unused =
        known.get(
            "a",
            () -> {
              freshness.changed(); // whether the answer has it already nobody knows
              return Optional.of(reads.incrementAndGet());
            });
    after(1_001);
    freshness.heard(now.get());
    assertThat(get()).isEqualTo(2);
  }

  @Test
  void aDatabaseThatFellSilentIsNotBelieved() {
    freshness.heard(now.get());
    get();
    after(1_500);
    assertThat(get()).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsAskedForEveryTime() {
    freshness.heard(now.get());
    assertThat(known.get("b", Optional::empty)).isEmpty();
    assertThat(known.get("b", () -> Optional.of(7))).contains(7);
  }

  private int get() {
    return known.get("a", () -> Optional.of(reads.incrementAndGet())).orElseThrow();
  }

  private void after(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
