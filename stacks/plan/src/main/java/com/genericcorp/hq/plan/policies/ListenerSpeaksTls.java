package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Nothing is served in the clear. */
final class ListenerSpeaksTls extends ResourcePolicy {
  ListenerSpeaksTls() {
    super(
        "AWS_2",
        Types.LISTENER,
        "A listener that forwards speaks HTTPS",
        "set protocol to HTTPS, with a certificate");
  }

  @Override
  Optional<String> problem(Captured listener, Scene scene) {
    return unless(
        "HTTPS".equals(listener.text("protocol").orElse("")) || Redirects.toHttps(listener),
        "it serves in the clear");
  }
}
