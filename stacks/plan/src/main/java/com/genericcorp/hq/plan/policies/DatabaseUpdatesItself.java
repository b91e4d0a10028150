package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Security fixes arrive in the maintenance window. */
final class DatabaseUpdatesItself extends ResourcePolicy {
  DatabaseUpdatesItself() {
    super(
        "AWS_226",
        Types.DATABASE,
        "A database takes minor versions by itself",
        "set autoMinorVersionUpgrade");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(
        !Boolean.FALSE.equals(database.inputs().get("autoMinorVersionUpgrade")),
        "minor versions wait for a person");
  }
}
