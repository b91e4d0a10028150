package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** The restored instance is as closed as the present one, and goes by the same parameters. */
final class CheckSide implements Step<Restore> {
  @Override
  public String name() {
    return "Check how it is set up";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.isSwitching() ? Optional.of("it was checked before") : Optional.empty();
  }

  @Override
  public void run(Restore restore) {
    List<String> faults =
        faults(
            restore.instances.require(restore.names.side()),
            restore.instances.require(restore.names.present()));
    if (!faults.isEmpty()) {
      throw new Failed(
          "%s is not set up as the present database: %s. Remove it by --abandon and restore again",
          restore.names.side(), String.join("; ", faults));
    }
  }

  /** What is not as it is with the present one. */
  static List<String> faults(DBInstance side, DBInstance present) {
    List<String> faults = new ArrayList<>();
    if (!Boolean.TRUE.equals(side.storageEncrypted())) {
      faults.add("its storage is not encrypted");
    }
    if (!Boolean.FALSE.equals(side.publiclyAccessible())) {
      faults.add("it can be reached from outside");
    }
    compare(faults, "security groups", groups(side), groups(present));
    compare(faults, "parameter groups", parameters(side), parameters(present));
    compare(faults, "engine", side.engineVersion(), present.engineVersion());
    side.dbParameterGroups().stream()
        .filter(one -> "pending-reboot".equals(one.parameterApplyStatus()))
        .forEach(one -> faults.add("parameters wait for a reboot"));
    return faults;
  }

  private static void compare(List<String> faults, String what, Object seen, Object wanted) {
    if (!seen.equals(wanted)) {
      faults.add("its " + what + " are " + seen + ", not " + wanted);
    }
  }

  private static List<String> groups(DBInstance instance) {
    return instance.vpcSecurityGroups().stream()
        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
        .sorted()
        .toList();
  }

  private static List<String> parameters(DBInstance instance) {
    return instance.dbParameterGroups().stream()
        .map(DBParameterGroupStatus::dbParameterGroupName)
        .toList();
  }
}
