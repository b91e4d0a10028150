package com.genericcorp.hq.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuessesTest {
  private final AtomicLong time = new AtomicLong(-7);
  private final Guesses guesses = new Guesses(time::get);

  @Test
  void afterFiveFailuresEachFurtherTryHasToComeLater() {
    IntStream.range(0, 5).forEach(one -> assertThat(guesses.begin("a")).isPresent());
    List<Long> pauses = new ArrayList<>();
    for (int one = 0; one < 9; one++) {
      assertThat(guesses.begin("a")).isEmpty();
      Duration pause = guesses.pause("a").orElseThrow();
      pauses.add(pause.toSeconds());
      time.addAndGet(pause.toNanos());
      assertThat(guesses.begin("a")).isPresent();
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void afterTwentyTheNetworkIsLockedOutForAQuarterOfAnHour() {
    for (int one = 0; one < 20; one++) {
      guesses.pause("a").ifPresent(pause -> time.addAndGet(pause.toNanos()));
      assertThat(guesses.begin("a")).isPresent();
    }
    assertThat(guesses.pause("a")).contains(Duration.ofMinutes(15));
    time.addAndGet(Duration.ofMinutes(14).toNanos());
    assertThat(guesses.begin("a")).isEmpty();
    assertThat(guesses.begin("b")).isPresent();
    time.addAndGet(Duration.ofMinutes(1).plusNanos(1).toNanos());
    IntStream.range(0, 5).forEach(one -> assertThat(guesses.begin("a")).isPresent());
  }

  @Test
  void ofManyAtOnceFiveAreLetIn() {
    long in =
        IntStream.range(0, 500).parallel().filter(one -> guesses.begin("a").isPresent()).count();
    assertThat(in).isEqualTo(5);
  }

  @Test
  void whoIsRightIsNotSlowedYetForgivenNothing() {
    IntStream.range(0, 4).forEach(one -> assertThat(guesses.begin("a")).isPresent());
    IntStream.range(0, 50).forEach(one -> guesses.begin("a").orElseThrow().succeeded());
    assertThat(guesses.begin("a")).isPresent();
    assertThat(guesses.begin("a")).isEmpty();
  }

  @Test
  void failuresAreForgottenAfterAQuarterOfAnHour() {
    IntStream.range(0, 5).forEach(one -> assertThat(guesses.begin("a")).isPresent());
    time.addAndGet(Duration.ofMinutes(15).plusNanos(1).toNanos());
    assertThat(guesses.pause("a")).isEmpty();
  }
}
