package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.Database;
import com.genericcorp.hq.model.Database.Rds;
import com.genericcorp.hq.verify.Result;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** The database after production has grown: the file says more than RDS has done yet. */
class DatabaseChecksTest {
  private static final Database GROWTH =
      new Database(17, 35, Optional.of(new Rds("db.r7g.large", 200, true)));

  @Test
  void whatWaitsForItsWindowIsAsDescribed() {
    Result result =
        judged(
            launch()
                .pendingModifiedValues(
                    PendingModifiedValues.builder()
                        .dbInstanceClass("db.r7g.large")
                        .allocatedStorage(200)
                        .build()));
    assertThat(result.ok()).as(result.seen()).isTrue();
    assertThat(result.seen()).contains("db.r7g.large in its window (sun:04:30-sun:05:30)");
  }

  @Test
  void whatNobodyHasAskedForIsAFault() {
    Result result = judged(launch());
    assertThat(result.ok()).isFalse();
    assertThat(result.seen()).contains("it is a db.t4g.medium", "it has 50 GiB");
  }

  private static DBInstance.Builder launch() {
    return DBInstance.builder()
        .dbInstanceClass("db.t4g.medium")
        .engineVersion("17.6")
        .allocatedStorage(50)
        .multiAZ(true)
        .storageEncrypted(true)
        .publiclyAccessible(false)
        .deletionProtection(true)
        .preferredMaintenanceWindow("sun:04:30-sun:05:30");
  }

  private static Result judged(DBInstance.Builder instance) {
    return Judged.of(notes -> DatabaseChecks.judge(instance.build(), GROWTH, true, notes));
  }
}
