package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.model.Waiver;
import java.util.Optional;

/**
 * A finding, and what the environment's file says of it.
 *
 * @param waiver which is about it, expired or not
 * @param waived whether it is broken with leave
 */
public record Reviewed(Finding finding, Optional<Waiver> waiver, boolean waived) {
  /** Whether the policy holds. */
  public boolean holds() {
    return finding.problem().isEmpty();
  }

  /** Whether it is broken without leave. */
  public boolean fails() {
    return !holds() && !waived;
  }

  /** What is wrong, with what became of the waiver. */
  public String problem() {
    String problem = finding.problem().orElse("");
    return waived || waiver.isEmpty() || holds()
        ? problem
        : problem + " (its waiver ended on " + waiver.get().until() + ")";
  }
}
