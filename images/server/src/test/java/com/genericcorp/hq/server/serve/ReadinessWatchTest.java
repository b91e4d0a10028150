package com.genericcorp.hq.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadinessWatchTest {
  private final AtomicReference<Optional<String>> state =
      new AtomicReference<>(Optional.of("the database cannot be reached"));
  private final AtomicLong clock = new AtomicLong();
  private final ReadinessWatch watch = new ReadinessWatch(state::get, clock::get);

  @Test
  void beforeItsFirstLookAServerIsNotReady() {
    assertThat(watch.whyNot()).contains("the server is starting");
  }

  @Test
  void itSaysWhatItSawLast() {
    watch.look();
    assertThat(watch.whyNot()).contains("the database cannot be reached");
    state.set(Optional.empty());
    watch.look();
    assertThat(watch.whyNot()).isEmpty();
  }

  @Test
  void aLookThatDoesNotEndIsAnAnswer() {
    state.set(Optional.empty());
    watch.look();
    clock.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(watch.whyNot()).contains("the database does not answer");
    watch.look();
    assertThat(watch.whyNot()).isEmpty();
  }

  @Test
  void aServerThatStopsIsNotReady() {
    state.set(Optional.empty());
    watch.look();
    watch.stop();
    assertThat(watch.whyNot()).contains("the server is stopping");
  }
}
