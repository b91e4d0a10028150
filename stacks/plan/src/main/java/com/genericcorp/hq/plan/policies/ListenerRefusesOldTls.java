package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Older versions are broken. */
final class ListenerRefusesOldTls extends ResourcePolicy {
  ListenerRefusesOldTls() {
    super(
        "AWS_103",
        Types.LISTENER,
        "A listener speaks TLS 1.2 or newer",
        "set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06");
  }

  @Override
  Optional<String> problem(Captured listener, Scene scene) {
    return unless(
        !"HTTPS".equals(listener.text("protocol").orElse(""))
            || listener
                .text("sslPolicy")
                .orElse("")
                .matches("ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2|TLS-1-2).*"),
        "its TLS policy lets old versions in");
  }
}
