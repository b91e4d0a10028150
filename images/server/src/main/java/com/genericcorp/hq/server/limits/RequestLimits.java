package com.genericcorp.hq.server.limits;

import com.genericcorp.hq.server.http.Admission;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.Problem.ExceededLimit;
import com.genericcorp.hq.server.limits.RequestRates.Count;
import com.genericcorp.hq.server.metrics.LimitMetrics;
import com.genericcorp.hq.server.tenancy.Asker;
import com.genericcorp.hq.server.usage.UsageMeter;
import io.github.bucket4j.TimeMeter;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests a minute: by organisation as its tier says, by key where the key has a limit of its own,
 * by address for strangers. What a limit refuses is no use of the service, and so not metered.
 */
public final class RequestLimits implements Admission {
  /** Requests a minute from one address of those who did not show who they are. */
  public static final int PER_ADDRESS = 100;

  private static final int MOST_SUBJECTS = 50_000;

  private final Tiers tiers;
  private final RequestRates callers;
  private final LocalRates strangers;
  private final LocalRates misses;
  private final LimitMetrics metrics;
  private final UsageMeter usage;

  /**
   * @param callers counts those who are known; strangers are counted by this process alone
   */
  public RequestLimits(Tiers tiers, LimitMetrics metrics, UsageMeter usage, RequestRates callers) {
    this.tiers = tiers;
    this.metrics = metrics;
    this.usage = usage;
    this.callers = callers;
    this.strangers = new LocalRates(MOST_SUBJECTS, TimeMeter.SYSTEM_NANOTIME);
    this.misses = new LocalRates(MOST_SUBJECTS, TimeMeter.SYSTEM_NANOTIME);
  }

  @Override
  public void admit(Caller caller, Call call) {
    admit(caller, call::answerWith);
  }

  /**
   * Counts a request.
   *
   * @param headers is given names and values of what the answer shall say about limits
   */
  public void admit(Caller caller, BiConsumer<String, String> headers) {
    Integer ofKey = caller.requestsPerMinute();
    Count key = ofKey == null ? null : callers.take("key " + caller.id(), ofKey);
    if (key != null && !key.admitted()) {
      announce(key, headers);
      metrics.refused("key");
      throw tooMany(
          "limit-requests",
          "This key is limited to %d requests a minute.".formatted(key.perMinute()),
          ExceededLimit.ofNoTier("requestsPerMinuteOfKey", key.perMinute()),
          key.retrySeconds());
    }
    Tier tier = tiers.named(caller.tenant().tier());
    Integer ofTier = tier.requestsPerMinute();
    Count organization = ofTier == null ? null : callers.take(caller.tenant().id(), ofTier);
    if (organization != null && !organization.admitted()) {
      if (key != null) {
        callers.giveBack("key " + caller.id());
      }
      announce(organization, headers);
      metrics.refused("organization");
      throw tooMany(
          "limit-requests",
          Exceeded.sentence(tiers, tier, Tier::requestsPerMinute, "%s requests a minute", ofTier),
          Exceeded.of(tiers, tier, "requestsPerMinute", Tier::requestsPerMinute),
          organization.retrySeconds());
    }
    announce(tighter(key, organization), headers);
  }

  @Override
  public void answered(Caller caller) {
    usage.apiCall(caller.tenant());
  }

  @Override
  public void admitStranger(Call call) {
    Count count = strangers.take(AddressBlock.of(call.client()), PER_ADDRESS);
    announce(count, call::answerWith);
    if (!count.admitted()) {
      metrics.refused("address");
      throw tooManyFromAddress(count.retrySeconds());
    }
  }

  @Override
  public Asker asker(Call call) {
    String block = AddressBlock.of(call.client());
    // Not among the strangers' requests: of those, callers who share their address know nothing.
    return new Asker() {
      private boolean counted;

      @Override
      public void asks() {
        long wait = counted ? 0 : misses.retrySeconds(block);
        if (wait > 0) {
          metrics.refused("address");
          throw tooManyFromAddress(wait);
        }
      }

      @Override
      public void foundNothing() {
        if (!counted) {
          counted = true;
          misses.take(block, PER_ADDRESS);
        }
      }
    };
  }

  private static RuntimeException tooManyFromAddress(long retrySeconds) {
    return tooMany(
        "limit-address",
        "From one address %d requests a minute are answered to those who are not signed in."
            .formatted(PER_ADDRESS),
        ExceededLimit.ofNoTier("requestsPerMinuteOfAddress", PER_ADDRESS),
        retrySeconds);
  }

  private static @Nullable Count tighter(@Nullable Count one, @Nullable Count other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.remaining() <= other.remaining() ? one : other;
  }

  private static void announce(@Nullable Count count, BiConsumer<String, String> headers) {
    if (count == null) {
      return;
    }
    headers.accept("RateLimit-Limit", Integer.toString(count.perMinute()));
    headers.accept("RateLimit-Remaining", Long.toString(count.remaining()));
    headers.accept("RateLimit-Reset", Long.toString(count.resetSeconds()));
    headers.accept("RateLimit-Policy", count.perMinute() + ";w=60");
  }

  private static RuntimeException tooMany(
      String kind, String detail, ExceededLimit limit, long retrySeconds) {
    long wait = Math.max(1, retrySeconds);
    return new Problem(429, kind, detail + " Try again in " + wait + " s.")
        .about(limit)
        .with("Retry-After", Long.toString(wait))
        .exception();
  }
}
