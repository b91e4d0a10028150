package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A database is reached from inside alone. */
final class DatabaseIsPrivate extends ResourcePolicy {
  DatabaseIsPrivate() {
    super("AWS_17", Types.DATABASE, "A database has no public address", "clear publiclyAccessible");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(!database.flag("publiclyAccessible"), "it has a public address");
  }
}
