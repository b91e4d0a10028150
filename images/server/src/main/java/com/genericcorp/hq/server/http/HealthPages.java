package com.genericcorp.hq.server.http;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /health} and {@code /ready}, for load balancers, which ask by address: any host will do.
 */
public final class HealthPages {
  private final Supplier<Optional<String>> whyNotReady;

  /**
   * @param whyNotReady why requests cannot be answered now; empty when they can
   */
  public HealthPages(Supplier<Optional<String>> whyNotReady) {
    this.whyNotReady = whyNotReady;
  }

  /** 200 while the process lives, whatever else is the matter. */
  public static Answer health(Call call) {
    return Answer.json(200, Map.of("status", "alive"));
  }

  /** 200 when requests can be answered, else 503 with the reason. */
  public Answer ready(Call call) {
    Optional<String> reason = whyNotReady.get();
    if (reason.isEmpty()) {
      return Answer.json(200, Map.of("status", "ready"));
    }
    throw new Problem(503, "not-ready", sentence(reason.get()))
        .with("Retry-After", "1")
        .exception();
  }

  private static String sentence(String reason) {
    return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
  }
}
