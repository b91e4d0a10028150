package com.genericcorp.hq.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void eachWaitsForTheOtherAndAllAreDone() {
    CountDownLatch both = new CountDownLatch(2);
    Set<String> done = ConcurrentHashMap.newKeySet();
    SideBySide.each(
        "the work",
        2,
        List.of("a", "b"),
        one -> {
          both.countDown();
          both.await();
          done.add(one);
        });
    assertThat(done).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void theFirstThatFailsEndsTheOthersAndIsWhatIsSaid() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                SideBySide.each(
                    "the work",
                    2,
                    List.of("waits", "fails"),
                    one -> {
                      if (one.equals("waits")) {
                        never.await();
                      }
                      throw new Failed("%s", one);
                    }))
        .isInstanceOf(Failed.class)
        .hasMessage("fails");
    assertThatThrownBy(
            () ->
                SideBySide.each(
                    "the work",
                    1,
                    List.of("x"),
                    one -> {
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the work failed: java.io.IOException: disk full");
  }
}
