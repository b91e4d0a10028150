package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Nobody knows it, and it changes by itself. */
final class MasterPasswordRotates extends ResourcePolicy {
  MasterPasswordRotates() {
    super(
        "HQ_2",
        Types.DATABASE,
        "A database's master password is made and rotated by RDS",
        "set manageMasterUserPassword, and no password");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(
        database.flag("manageMasterUserPassword") && database.text("password").isEmpty(),
        "its master password is not RDS's own");
  }
}
