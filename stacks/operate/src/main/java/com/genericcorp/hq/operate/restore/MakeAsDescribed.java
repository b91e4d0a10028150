package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.model.Environment;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/**
 * What a restored instance does not have by itself. RDS makes its master's password only now: on
 * restore it offers that for Oracle alone. A standby is made while the service runs already.
 */
final class MakeAsDescribed implements Step<Restore> {
  private static final List<String> LOGS = List.of("postgresql", "upgrade");

  @Override
  public String name() {
    return "Set it up as described";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    DBInstance now = restore.instances.require(restore.names.present());
    return isDescribed(restore.environment, now) ? Optional.of("it is") : Optional.empty();
  }

  private static boolean isDescribed(Environment environment, DBInstance now) {
    PendingModifiedValues pending = now.pendingModifiedValues();
    boolean comes = pending != null && Boolean.TRUE.equals(pending.multiAZ());
    return hasManagedPassword(now)
        && now.enabledCloudwatchLogsExports().containsAll(LOGS)
        && now.backupRetentionPeriod() == environment.database().backupDays()
        && now.deletionProtection() == environment.aws().orElseThrow().deletionProtection()
        && (now.multiAZ() || comes) == environment.database().rds().orElseThrow().multiAz();
  }

  private static boolean hasManagedPassword(DBInstance now) {
    return now.masterUserSecret() != null && "active".equals(now.masterUserSecret().secretStatus());
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    Environment environment = restore.environment;
    DBInstance former = restore.instances.require(restore.names.before());
    DBInstance now = restore.instances.require(restore.names.present());
    List<String> missing =
        LOGS.stream().filter(log -> !now.enabledCloudwatchLogsExports().contains(log)).toList();
    restore.instances.modify(
        restore.names.present(),
        change -> {
          change
              .multiAZ(environment.database().rds().orElseThrow().multiAz())
              .backupRetentionPeriod(environment.database().backupDays())
              .deletionProtection(environment.aws().orElseThrow().deletionProtection())
              .preferredBackupWindow(former.preferredBackupWindow())
              .preferredMaintenanceWindow(former.preferredMaintenanceWindow())
              .enablePerformanceInsights(former.performanceInsightsEnabled())
              .performanceInsightsRetentionPeriod(former.performanceInsightsRetentionPeriod());
          if (now.masterUserSecret() == null) {
            change.manageMasterUserPassword(true);
          }
          if (!missing.isEmpty()) {
            change.cloudwatchLogsExportConfiguration(logs -> logs.enableLogTypes(missing));
          }
        });
    restore.instances.await(
        restore.names.present(), MakeAsDescribed::hasManagedPassword, "with a password of RDS's");
  }
}
