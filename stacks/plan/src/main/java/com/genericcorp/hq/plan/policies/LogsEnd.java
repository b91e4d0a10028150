package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** CloudWatch keeps and bills them for ever by itself. */
final class LogsEnd extends ResourcePolicy {
  LogsEnd() {
    super(
        "AWS_66",
        Types.LOG_GROUP,
        "A log group says how long lines are kept",
        "set retentionInDays");
  }

  @Override
  Optional<String> problem(Captured group, Scene scene) {
    return unless(group.number("retentionInDays").orElse(0.0) > 0, "its lines are kept for ever");
  }
}
