package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** What was promised can be restored. */
final class DatabaseHasBackups extends ResourcePolicy {
  DatabaseHasBackups() {
    super(
        "AWS_133",
        Types.DATABASE,
        "A database keeps the backups that the environment promises",
        "set backupRetentionPeriod to database.backupDays");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(
        database.number("backupRetentionPeriod").orElse(0.0)
            >= Math.max(1, scene.environment().database().backupDays()),
        "it keeps backups for fewer days than database.backupDays");
  }
}
