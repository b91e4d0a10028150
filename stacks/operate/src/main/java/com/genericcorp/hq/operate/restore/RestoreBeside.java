package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Has RDS make an instance of the backups, where the present one is and as closed as it. */
final class RestoreBeside implements Step<Restore> {
  @Override
  public String name() {
    return "Restore beside the present database";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.restored().map(one -> one.dbInstanceIdentifier() + " is there");
  }

  @Override
  public void run(Restore restore) {
    DBInstance present = restore.instances.require(restore.names.present());
    List<Tag> tags = new ArrayList<>(present.tagList());
    tags.add(Tag.builder().key(Marks.TO).value(restore.time.toString()).build());
    if (!restore.mark().isEmpty()) {
      tags.add(Tag.builder().key(Marks.ORGANIZATION).value(restore.mark()).build());
    }
    restore
        .instances
        .client()
        .restoreDBInstanceToPointInTime(
            request ->
                request
                    .sourceDBInstanceIdentifier(present.dbInstanceIdentifier())
                    .targetDBInstanceIdentifier(restore.names.side())
                    .restoreTime(restore.time.instant())
                    .dbInstanceClass(present.dbInstanceClass())
                    .dbSubnetGroupName(present.dbSubnetGroup().dbSubnetGroupName())
                    .vpcSecurityGroupIds(
                        present.vpcSecurityGroups().stream()
                            .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                            .toList())
                    .dbParameterGroupName(
                        present.dbParameterGroups().stream()
                            .map(DBParameterGroupStatus::dbParameterGroupName)
                            .findFirst()
                            .orElse(null))
                    .storageType(present.storageType())
                    .maxAllocatedStorage(present.maxAllocatedStorage())
                    .caCertificateIdentifier(present.caCertificateIdentifier())
                    .autoMinorVersionUpgrade(present.autoMinorVersionUpgrade())
                    // It can be chosen now and never again: Pulumi would replace the instance.
                    .engineLifecycleSupport(present.engineLifecycleSupport())
                    .copyTagsToSnapshot(true)
                    // A standby is made once it serves: until then it would be paid for nothing.
                    .multiAZ(false)
                    .publiclyAccessible(false)
                    .deletionProtection(true)
                    .tags(tags));
  }
}
