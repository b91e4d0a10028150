package com.genericcorp.hq.server.limits;

import com.genericcorp.hq.server.http.Problem.ExceededLimit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a caller is told who has met a limit of the tier. */
final class Exceeded {
  private Exceeded() {}

  static ExceededLimit of(
      Tiers tiers, Tier tier, String name, Function<Tier, @Nullable Integer> limit) {
    Tier next = tiers.allowingMore(tier, limit).orElse(null);
    Integer allowed = limit.apply(tier);
    return new ExceededLimit(
        name,
        tier.name(),
        allowed == null ? 0 : allowed,
        next == null ? null : next.name(),
        next == null ? null : limit.apply(next));
  }

  /**
   * "The tier 'free' allows 5 agents; 'starter' allows 20."
   *
   * @param things what is limited, with {@code %s} for the number
   */
  static String sentence(
      Tiers tiers,
      Tier tier,
      Function<Tier, @Nullable Integer> limit,
      String things,
      @Nullable Integer allowed) {
    String has = "The tier '" + tier.name() + "' allows " + things.formatted(allowed);
    return tiers
        .allowingMore(tier, limit)
        .map(
            next -> {
              Integer more = limit.apply(next);
              return has
                  + "; '"
                  + next.name()
                  + "' allows "
                  + (more == null ? "as many as agreed." : more + ".");
            })
        .orElse(has + ".");
  }
}
