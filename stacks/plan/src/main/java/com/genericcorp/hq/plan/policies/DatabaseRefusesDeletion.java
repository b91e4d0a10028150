package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** AWS itself refuses to delete it. */
final class DatabaseRefusesDeletion extends KeptPolicy {
  DatabaseRefusesDeletion() {
    super(
        "AWS_293",
        Types.DATABASE,
        "A database that is kept cannot be deleted",
        "set deletionProtection");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(database.flag("deletionProtection"), "AWS would delete it");
  }
}
