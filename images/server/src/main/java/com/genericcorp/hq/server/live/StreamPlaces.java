package com.genericcorp.hq.server.live;

import com.genericcorp.hq.server.http.Caller;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.Problem.ExceededLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many streams there may be at once: of one caller, of one organisation, and in all. */
final class StreamPlaces {
  private static final int RETRY_AFTER_SECONDS = 15;

  /** The bounds. */
  record Limits(int caller, int organization, int all) {
    static final Limits USUAL = new Limits(20, 100, 1_500);
  }

  private final Limits limits;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  StreamPlaces(Limits limits) {
    this.limits = limits;
  }

  /**
   * Takes a place.
   *
   * @return gives it back; only the first call does anything
   * @throws com.genericcorp.hq.server.http.ProblemException 429 when there is none
   */
  synchronized Runnable take(Caller caller) {
    String organization = caller.tenant().id();
    String one = organization + " " + caller.kind() + " " + caller.id();
    if (taken.getOrDefault(one, 0) >= limits.caller) {
      throw full(
          "You have " + limits.caller + " event streams open, as many as one may have.",
          limits.caller);
    }
    if (taken.getOrDefault(organization, 0) >= limits.organization) {
      throw full(
          "Your organisation has "
              + limits.organization
              + " event streams open, as many as one may have.",
          limits.organization);
    }
    if (all >= limits.all) {
      throw full("The server has as many event streams open as it can.", limits.all);
    }
    taken.merge(one, 1, Integer::sum);
    taken.merge(organization, 1, Integer::sum);
    all++;
    AtomicBoolean given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        giveBack(one, organization);
      }
    };
  }

  private synchronized void giveBack(String one, String organization) {
    taken.computeIfPresent(one, (name, count) -> count == 1 ? null : count - 1);
    taken.computeIfPresent(organization, (name, count) -> count == 1 ? null : count - 1);
    all--;
  }

  synchronized int all() {
    return all;
  }

  private static RuntimeException full(String detail, int allowed) {
    // The connection is closed with it: whoever opens thousands shall not keep them either.
    return new Problem(429, "limit-streams", detail)
        .about(ExceededLimit.ofNoTier("streams", allowed))
        .with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS))
        .with("Connection", "close")
        .exception();
  }
}
