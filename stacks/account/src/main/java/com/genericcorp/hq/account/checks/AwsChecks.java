package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.Resources;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.verify.Result;
import java.util.List;
import java.util.stream.Stream;

/** What an environment's account must show. Nothing is changed: AWS is only asked to describe. */
public final class AwsChecks {
  /** What must be so as soon as the resources are there, in the order of the results. */
  private static final List<AwsCheck> MADE =
      Stream.of(
              NetworkChecks.ALL,
              EdgeChecks.ALL,
              DatabaseChecks.ALL,
              TaskChecks.ALL,
              BucketChecks.ALL,
              MonitoringChecks.ALL)
          .flatMap(List::stream)
          .toList();

  /** What must be so while it runs, besides. */
  private static final List<AwsCheck> RUNNING =
      List.of(
          ServiceRuns.CHECK,
          TargetsHealthy.CHECK,
          CertificateRenewal.CHECK,
          BackupAge.CHECK,
          AlarmsQuiet.CHECK,
          AlarmsHeard.CHECK,
          DashboardsDrawn.CHECK,
          BudgetForecast.CHECK);

  private AwsChecks() {}

  /** Looks at an environment that runs. */
  public static List<Result> running(
      Environment environment, AwsAccount account, Resources resources) {
    return run(
        Stream.concat(MADE.stream(), RUNNING.stream()).toList(),
        new Seen(environment, account, resources));
  }

  /** Looks at an environment that has only just been made, and in which nothing runs yet. */
  public static List<Result> made(
      Environment environment, AwsAccount account, Resources resources) {
    return run(
        Stream.of(MADE, DatabaseChecks.UNTOUCHED, TaskChecks.UNTOUCHED)
            .flatMap(List::stream)
            .toList(),
        new Seen(environment, account, resources));
  }

  /** Every check there is. */
  static List<AwsCheck> all() {
    return Stream.of(MADE, DatabaseChecks.UNTOUCHED, TaskChecks.UNTOUCHED, RUNNING)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Result> run(List<AwsCheck> checks, Seen seen) {
    return checks.stream().map(check -> check.run(seen)).toList();
  }
}
