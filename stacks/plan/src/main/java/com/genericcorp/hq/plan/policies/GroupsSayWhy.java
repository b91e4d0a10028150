package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Who reads it later need not guess. */
final class GroupsSayWhy extends ResourcePolicy {
  GroupsSayWhy() {
    super(
        "AWS_23",
        Types.SECURITY_GROUP,
        "A security group says what it is for, and its rules stand apart",
        "set description; make rules resources of their own");
  }

  @Override
  Optional<String> problem(Captured group, Scene scene) {
    return unless(
        group.text("description").filter(text -> text.length() > 5).isPresent()
            && group.list("ingress").isEmpty(),
        "it has no description, or rules of its own");
  }
}
