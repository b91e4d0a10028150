package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** Whether the database could be restored to a time of today. */
final class BackupAge {
  private static final Duration OLDEST = Duration.ofDays(1);

  static final AwsCheck CHECK =
      new AwsCheck(
          "backup-age",
          "the database can be restored to a time less than a day ago",
          (seen, notes) -> {
            DBInstance instance = DatabaseChecks.instance(seen);
            List<DBSnapshot> snapshots =
                seen
                    .rds()
                    .describeDBSnapshotsPaginator(
                        request ->
                            request
                                .dbInstanceIdentifier(instance.dbInstanceIdentifier())
                                .snapshotType("automated"))
                    .dbSnapshots()
                    .stream()
                    .toList();
            judge(instance, snapshots, Instant.now(), notes);
          });

  private BackupAge() {}

  static void judge(DBInstance instance, List<DBSnapshot> snapshots, Instant now, Notes notes) {
    Optional<Instant> newest =
        Stream.concat(
                Stream.ofNullable(instance.latestRestorableTime()),
                snapshots.stream()
                    .filter(one -> "available".equals(one.status()))
                    .map(DBSnapshot::snapshotCreateTime)
                    .filter(Objects::nonNull))
            .max(Instant::compareTo);
    if (newest.isEmpty()) {
      notes.require(false, "there is no backup; RDS makes the first soon after the database");
      return;
    }
    long minutes = Duration.between(newest.get(), now).toMinutes();
    notes.seen("%s, %d min ago", newest.get(), minutes);
    notes.require(
        Duration.between(newest.get(), now).compareTo(OLDEST) < 0,
        "the newest is of %s, %d h ago",
        newest.get(),
        minutes / 60);
  }
}
