package com.genericcorp.hq.server.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each subject, in this process's memory: a minute's requests may come at once,
 * then one as often as the rate says. A bucket that nobody used for long enough to be full again is
 * forgotten, and so are the least used ones when there are too many.
 */
final class LocalRates implements RequestRates {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long NANOS = Duration.ofSeconds(1).toNanos();

  private record Limited(int perMinute, Bucket bucket) {}

  private final TimeMeter time;
  private final Cache<String, Limited> buckets;

  /**
   * @param most how many subjects are remembered
   */
  LocalRates(long most, TimeMeter time) {
    this.time = time;
    this.buckets =
        Caffeine.newBuilder().maximumSize(most).expireAfterAccess(MINUTE.multipliedBy(2)).build();
  }

  @Override
  public Count take(String subject, int perMinute) {
    ConsumptionProbe probe = bucket(subject, perMinute).bucket.tryConsumeAndReturnRemaining(1);
    return new Count(
        probe.isConsumed(),
        perMinute,
        probe.getRemainingTokens(),
        seconds(probe.getNanosToWaitForReset()),
        seconds(probe.getNanosToWaitForRefill()));
  }

  /** Seconds until the subject's next request is within its rate, rounded up; 0 when it is now. */
  long retrySeconds(String subject) {
    Limited known = buckets.getIfPresent(subject);
    return known == null
        ? 0
        : seconds(known.bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  @Override
  public void giveBack(String subject) {
    Limited known = buckets.getIfPresent(subject);
    if (known != null) {
      known.bucket.addTokens(1);
    }
  }

  private Limited bucket(String subject, int perMinute) {
    Limited known = buckets.getIfPresent(subject);
    if (known != null && known.perMinute == perMinute) {
      return known;
    }
    return buckets.asMap().compute(subject, (key, meanwhile) -> withRate(meanwhile, perMinute));
  }

  private Limited withRate(@Nullable Limited known, int perMinute) {
    if (known == null) {
      Bucket bucket =
          Bucket.builder().withCustomTimePrecision(time).addLimit(bandwidth(perMinute)).build();
      return new Limited(perMinute, bucket);
    }
    if (known.perMinute != perMinute) {
      // What a larger rate has more is there at once: an upgrade need not be waited for.
      known.bucket.replaceConfiguration(
          BucketConfiguration.builder().addLimit(bandwidth(perMinute)).build(),
          TokensInheritanceStrategy.ADDITIVE);
      return new Limited(perMinute, known.bucket);
    }
    return known;
  }

  private static Bandwidth bandwidth(int perMinute) {
    return Bandwidth.builder().capacity(perMinute).refillGreedy(perMinute, MINUTE).build();
  }

  private static long seconds(long nanos) {
    return (nanos + NANOS - 1) / NANOS;
  }
}
