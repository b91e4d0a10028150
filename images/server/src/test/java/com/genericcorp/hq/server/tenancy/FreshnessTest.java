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
  void whileNothingIsHeardAnAnswerIsBelievedForLessThanASecond() {
    assertThat(get()).isEqualTo(1);
    after(799);
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
    after(800);
    assertThat(get()).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsAskedForEveryTime() {
    freshness.heard(now.get());
    assertThat(known.get("b", Optional::empty)).isEmpty();
    assertThat(known.get("b", () -> Optional.of(7))).contains(7);
  }

  @Test
  void whatIsForgottenIsReadAgainAtOnce() {
    freshness.heard(now.get());
    get();
    known.forget();
    assertThat(get()).isEqualTo(2);
    assertThat(get()).isEqualTo(2);
  }

  @Test
  void whatIsForgottenWhileItIsReadIsNotBelievedAfterwards() {
    freshness.heard(now.get());
    Optional<Integer> old =
        known.get(
            "a",
            () -> {
              known.forget(); // this reading may have begun before what was forgotten changed
              return Optional.of(reads.incrementAndGet());
            });
    assertThat(old).contains(1);
    assertThat(get()).isEqualTo(2);
  }

  @Test
  void aReadingThatTookLongDoesNotTakeANewerOnesPlace() {
    Optional<Integer> slow =
        known.readAnew(
            "a",
            () -> {
              after(10);
              assertThat(get()).isEqualTo(1); // begun later, ended earlier
              return Optional.of(-1);
            });
    assertThat(slow).contains(-1);
    assertThat(get()).isEqualTo(1);
  }

  @Test
  void whatIsReadAnewIsBelievedFromWhenItsReadingBegan() {
    freshness.heard(now.get());
    get();
    Optional<Integer> anew =
        known.readAnew(
            "a",
            () -> {
              after(600);
              return Optional.of(reads.incrementAndGet());
            });
    assertThat(anew).contains(2);
    after(199);
    assertThat(get()).isEqualTo(2);
    freshness.changed();
    after(1);
    assertThat(get()).isEqualTo(3);
  }

  private int get() {
    return known.get("a", () -> Optional.of(reads.incrementAndGet())).orElseThrow();
  }

  private void after(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
