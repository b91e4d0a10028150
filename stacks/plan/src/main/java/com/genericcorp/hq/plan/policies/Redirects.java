package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import java.util.Map;

/** What a listener does with plain HTTP. */
final class Redirects {
  private Redirects() {}

  /** Whether all that a listener does is to send its callers to HTTPS. */
  static boolean toHttps(Captured listener) {
    return !listener.list("defaultActions").isEmpty()
        && listener.list("defaultActions").stream()
            .allMatch(
                action ->
                    action instanceof Map<?, ?> map
                        && "redirect".equals(map.get("type"))
                        && map.get("redirect") instanceof Map<?, ?> to
                        && "HTTPS".equals(to.get("protocol")));
  }
}
