package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A zone may fail. */
final class DatabaseHasStandby extends KeptPolicy {
  DatabaseHasStandby() {
    super(
        "AWS_157",
        Types.DATABASE,
        "A database that is kept has a standby in another zone",
        "set database.rds.multiAz in the environment's file");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(
        database.flag("multiAz"), "it has no standby: while its zone fails there is no service");
  }
}
