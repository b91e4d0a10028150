package com.genericcorp.hq.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Slows down those who guess passwords, by the network that they come from; accounts are never
 * locked, or anybody could lock out anybody. After 5 failures within 15 minutes each further try
 * has to come later (1, 2, 4 … 60 s after the failure before), after 20 none is let in for 15
 * minutes. Nobody is kept waiting: who comes too early is told when to come again.
 */
public final class Guesses {
  /** Failures within 15 minutes after which each further try has to come later. */
  public static final int FREE = 5;

  private static final Duration MEMORY = Duration.ofMinutes(15);
  private static final int MOST = 20;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final int MOST_GUESSERS = 100_000;

  private final LongSupplier nanoTime;
  private final Cache<String, Failures> byGuesser =
      Caffeine.newBuilder()
          .expireAfterAccess(MEMORY.multipliedBy(2))
          .maximumSize(MOST_GUESSERS)
          .build();

  /**
   * @param nanoTime as {@link System#nanoTime}, which no clock's jump changes
   */
  public Guesses(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A try that was let in. It counts as a failure from the start: of many at once, few get in. */
  public final class Try {
    private final Failures failures;
    private final long at;

    private Try(Failures failures, long at) {
      this.failures = failures;
      this.at = at;
    }

    /**
     * It was no guess. Earlier failures still count: one's own password is no way to be forgiven.
     */
    public void succeeded() {
      synchronized (failures) {
        failures.times.removeFirstOccurrence(at);
      }
    }
  }

  private static final class Failures {
    final Deque<Long> times = new ArrayDeque<>();
  }

  /**
   * How long somebody has to wait before the next try; empty when it may come now.
   *
   * @param who whose tries are counted together, such as an {@code AddressBlock}
   */
  public Optional<Duration> pause(String who) {
    Failures failures = of(who);
    synchronized (failures) {
      return pause(failures, nanoTime.getAsLong());
    }
  }

  /** Begins a try; empty when one has to wait, see {@link #pause}. */
  public Optional<Try> begin(String who) {
    Failures failures = of(who);
    synchronized (failures) {
      long now = nanoTime.getAsLong();
      if (pause(failures, now).isPresent()) {
        return Optional.empty();
      }
      failures.times.addLast(now);
      return Optional.of(new Try(failures, now));
    }
  }

  private Failures of(String who) {
    return byGuesser.get(who, unknown -> new Failures());
  }

  private static Optional<Duration> pause(Failures failures, long now) {
    Deque<Long> times = failures.times;
    if (times.size() >= MOST && now - times.getLast() > MEMORY.toNanos()) {
      times.clear();
    }
    // Who is locked out stays so for the whole time, though the first failures grow old meanwhile.
    while (!times.isEmpty() && times.size() < MOST && now - times.getFirst() > MEMORY.toNanos()) {
      times.removeFirst();
    }
    if (times.size() < FREE) {
      return Optional.empty();
    }
    Duration pause =
        times.size() >= MOST
            ? MEMORY
            : Duration.ofSeconds(
                Math.min(1L << Math.min(times.size() - FREE, 10), LONGEST_PAUSE.toSeconds()));
    Duration left = pause.minusNanos(now - times.getLast());
    return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
  }
}
