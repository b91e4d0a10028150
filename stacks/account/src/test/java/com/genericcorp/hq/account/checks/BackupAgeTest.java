package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

class BackupAgeTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

  @Test
  void aTimeOfTodayIsWellWhereverItComesFrom() {
    Result log = judged(instance("2026-11-02T11:55:00Z"), snapshot("2026-10-01T00:00:00Z"));
    assertThat(log.ok()).isTrue();
    assertThat(log.seen()).isEqualTo("2026-11-02T11:55:00Z, 5 min ago");
    assertThat(judged(DBInstance.builder().build(), snapshot("2026-11-02T03:00:00Z")).ok())
        .isTrue();
  }

  @Test
  void anOlderOneAndNoneAreFaults() {
    Result old = judged(instance("2026-11-01T12:00:00Z"), snapshot("2026-11-01T03:00:00Z"));
    assertThat(old.ok()).isFalse();
    assertThat(old.seen()).isEqualTo("the newest is of 2026-11-01T12:00:00Z, 24 h ago");
    DBSnapshot unfinished = snapshot("2026-11-02T11:00:00Z").toBuilder().status("creating").build();
    assertThat(judged(DBInstance.builder().build(), unfinished).seen())
        .startsWith("there is no backup");
  }

  private static DBInstance instance(String time) {
    return DBInstance.builder().latestRestorableTime(Instant.parse(time)).build();
  }

  private static DBSnapshot snapshot(String time) {
    return DBSnapshot.builder().status("available").snapshotCreateTime(Instant.parse(time)).build();
  }

  private static Result judged(DBInstance instance, DBSnapshot... snapshots) {
    return Judged.of(notes -> BackupAge.judge(instance, List.of(snapshots), NOW, notes));
  }
}
