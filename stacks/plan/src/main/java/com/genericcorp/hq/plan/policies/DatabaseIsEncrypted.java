package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Who gets hold of a disk or a snapshot reads nothing. */
final class DatabaseIsEncrypted extends ResourcePolicy {
  DatabaseIsEncrypted() {
    super("AWS_16", Types.DATABASE, "A database is encrypted at rest", "set storageEncrypted");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(database.flag("storageEncrypted"), "it is not encrypted");
  }
}
