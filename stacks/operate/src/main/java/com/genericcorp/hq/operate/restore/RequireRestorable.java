package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Step;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.RestoreWindow;

/** The time lies within what RDS has kept: usually up to five minutes ago. */
final class RequireRestorable implements Step<Restore> {
  @Override
  public String name() {
    return "Check that the time can be restored";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.restored().map(one -> one.dbInstanceIdentifier() + " is restored already");
  }

  @Override
  public void run(Restore restore) {
    DBInstance present = restore.instances.require(restore.names.present());
    Instant latest = present.latestRestorableTime();
    if (latest == null) {
      throw new InvalidInput(
          "%s has no backups yet, so there is no time to restore", present.dbInstanceIdentifier());
    }
    Instant earliest = earliest(restore, present);
    Instant wanted = restore.time.instant();
    if (wanted.isAfter(latest) || wanted.isBefore(earliest)) {
      throw new InvalidInput(
          "--to is %s, but %s can be restored from %s to %s (UTC)",
          restore.time, present.dbInstanceIdentifier(), earliest, latest);
    }
  }

  private static Instant earliest(Restore restore, DBInstance present) {
    return restore
        .instances
        .client()
        .describeDBInstanceAutomatedBackups(
            request -> request.dbInstanceIdentifier(present.dbInstanceIdentifier()))
        .dbInstanceAutomatedBackups()
        .stream()
        .map(DBInstanceAutomatedBackup::restoreWindow)
        .filter(Objects::nonNull)
        .map(RestoreWindow::earliestTime)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(present::instanceCreateTime);
  }
}
