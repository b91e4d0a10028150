package com.genericcorp.hq.server.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long what was read of organisations, keys and people may be believed: a second; a minute
 * while the database is heard to announce every change of them. So a change reaches every replica
 * within some two seconds whatever happens, and many active organisations cost no more reads than
 * few.
 */
public final class Freshness {
  /** How old an answer may be while nothing is heard. */
  public static final Duration UNHEARD = Duration.ofSeconds(1);

  /** How long ago the database may have been heard for what is known to count as unchanged. */
  static final Duration HEARD = Duration.ofMillis(1_500);

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST = 20_000;

  private final LongSupplier nanos;
  private volatile long changes;
  private volatile long heardAt;

  /**
   * @param nanos a clock that never goes back
   */
  public Freshness(LongSupplier nanos) {
    this.nanos = nanos;
    this.heardAt = nanos.getAsLong() - LONGEST.toNanos();
  }

  /** Something has changed, or may have without a word of it. */
  public synchronized void changed() {
    changes++;
  }

  /**
   * Every change that was committed before that moment has been heard of.
   *
   * @param at by the clock of this object
   */
  public void heard(long at) {
    heardAt = at;
  }

  /** Answers that are kept as long as they may be believed; what is not there is never kept. */
  public <K, V> Known<K, V> known() {
    return new Known<>();
  }

  private record Answer<V>(V value, long readAt, long changes) {}

  /** Answers by what was asked for. */
  public final class Known<K, V> {
    private final Cache<K, Answer<V>> answers =
        Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(MOST).build();

    private Known() {}

    /** What is known and may be believed, else what is read now. */
    public Optional<V> get(K key, Supplier<Optional<V>> read) {
      Answer<V> known = answers.getIfPresent(key);
      if (known != null && isFresh(known)) {
        return Optional.of(known.value);
      }
      // Before the reading: what changes meanwhile makes this answer one that is soon asked again.
      long before = changes;
      long at = nanos.getAsLong();
      Optional<V> found = read.get();
      if (found.isPresent()) {
        answers.put(key, new Answer<>(found.get(), at, before));
      } else {
        answers.invalidate(key);
      }
      return found;
    }

    /** Keeps what was read in another way just now. */
    public void put(K key, V value) {
      answers.put(key, new Answer<>(value, nanos.getAsLong(), changes - 1));
    }

    public void forget(K key) {
      answers.invalidate(key);
    }

    /** Forgets all that the condition holds for. */
    public void forgetIf(java.util.function.Predicate<K> condition) {
      answers.asMap().keySet().removeIf(condition);
    }

    private boolean isFresh(Answer<V> answer) {
      long now = nanos.getAsLong();
      return now - answer.readAt < UNHEARD.toNanos()
          || answer.changes == changes && now - heardAt < HEARD.toNanos();
    }
  }
}
