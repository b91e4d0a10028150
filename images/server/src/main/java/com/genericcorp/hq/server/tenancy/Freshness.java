package com.genericcorp.hq.server.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long what was read of organisations, keys and people may be believed: less than a second; a
 * minute while the database is heard to announce every change of them. So a change reaches every
 * replica within a second whatever happens, and many active organisations cost no more reads than
 * few.
 */
public final class Freshness {
  /** How old an answer may be while nothing is heard. */
  public static final Duration UNHEARD = Duration.ofMillis(800);

  /** How long ago the database may have been heard for what is known to count as unchanged. */
  static final Duration HEARD = Duration.ofMillis(800);

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST = 20_000;

  private final LongSupplier nanos;
  private final AtomicLong changes = new AtomicLong();
  private volatile long heardAt;

  /**
   * @param nanos a clock that never goes back
   */
  public Freshness(LongSupplier nanos) {
    this.nanos = nanos;
    this.heardAt = nanos.getAsLong() - LONGEST.toNanos();
  }

  /** Something has changed, or may have without a word of it. */
  public void changed() {
    changes.incrementAndGet();
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

  /**
   * What was read.
   *
   * @param readAt when the reading began
   * @param changes how many were known of when the reading began
   * @param forgotten how often all was forgotten when the reading began
   */
  private record Answer<V>(V value, long readAt, long changes, long forgotten) {}

  /** Answers by what was asked for. */
  public final class Known<K, V> {
    private final AtomicLong forgotten = new AtomicLong();
    private final Cache<K, Answer<V>> answers =
        Caffeine.newBuilder().expireAfterWrite(LONGEST).maximumSize(MOST).build();

    private Known() {}

    /** What is known and may be believed, else what is read now. */
    public Optional<V> get(K key, Supplier<Optional<V>> read) {
      Answer<V> known = answers.getIfPresent(key);
      return known != null && isFresh(known) ? Optional.of(known.value) : readAnew(key, read);
    }

    /** What is read now, whatever is known. */
    public Optional<V> readAnew(K key, Supplier<Optional<V>> read) {
      // All before the reading: what happens meanwhile the answer may have seen or not.
      long changesBefore = changes.get();
      long forgottenBefore = forgotten.get();
      long at = nanos.getAsLong();
      Optional<V> found = read.get();
      if (found.isPresent()) {
        // Readings end in any order: an older one does not take a newer one's place.
        answers
            .asMap()
            .merge(
                key,
                new Answer<>(found.get(), at, changesBefore, forgottenBefore),
                (known, own) -> known.readAt - own.readAt > 0 ? known : own);
      } else {
        answers.invalidate(key);
      }
      return found;
    }

    /** Believes nothing that was read before now, nor what is being read: it has just changed. */
    public void forget() {
      forgotten.incrementAndGet();
    }

    private boolean isFresh(Answer<V> answer) {
      long now = nanos.getAsLong();
      boolean young = now - answer.readAt < UNHEARD.toNanos();
      boolean unchanged = answer.changes == changes.get() && now - heardAt < HEARD.toNanos();
      return answer.forgotten == forgotten.get() && (young || unchanged);
    }
  }
}
