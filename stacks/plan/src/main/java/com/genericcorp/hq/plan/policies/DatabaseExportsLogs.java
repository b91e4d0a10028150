package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** What it complained of is there after it is gone. */
final class DatabaseExportsLogs extends ResourcePolicy {
  DatabaseExportsLogs() {
    super(
        "AWS_129",
        Types.DATABASE,
        "A database's log goes to CloudWatch",
        "add postgresql to enabledCloudwatchLogsExports");
  }

  @Override
  Optional<String> problem(Captured database, Scene scene) {
    return unless(
        database.list("enabledCloudwatchLogsExports").contains("postgresql"),
        "its log stays on the instance");
  }
}
