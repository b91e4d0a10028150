package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import com.genericcorp.hq.model.Database;
import com.genericcorp.hq.model.Database.Rds;
import java.util.List;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** PostgreSQL on RDS as it is described. */
final class DatabaseChecks {
  static final List<AwsCheck> ALL =
      List.of(
          new AwsCheck(
              "database",
              "encrypted, private, of the described class, with its standby and protection",
              DatabaseChecks::flags),
          new AwsCheck(
              "database-backups", "kept as many days as described", DatabaseChecks::backups),
          new AwsCheck(
              "database-master", "RDS keeps its password in a secret", DatabaseChecks::master),
          new AwsCheck(
              "database-tls", "the parameter group forces TLS", DatabaseChecks::parameters),
          new AwsCheck("database-subnets", "its subnets have no way out", DatabaseChecks::subnets));

  /** What holds until RDS first adds storage by itself. */
  static final List<AwsCheck> UNTOUCHED =
      List.of(
          new AwsCheck(
              "database-storage", "as much storage as described", DatabaseChecks::storage));

  private DatabaseChecks() {}

  /** The stack's instance. */
  static DBInstance instance(Seen seen) {
    // Its id is AWS's own, by which RDS describes nothing.
    String id = seen.one("aws:rds/instance:Instance").text("identifier");
    return seen.rds()
        .describeDBInstances(request -> request.dbInstanceIdentifier(id))
        .dbInstances()
        .get(0);
  }

  private static void flags(Seen seen, Notes notes) {
    DBInstance found = instance(seen);
    Database database = seen.environment().database();
    judge(found, database, seen.aws().deletionProtection(), notes);
  }

  /** What is described and waits for the maintenance window is as good as there. */
  static void judge(DBInstance found, Database database, boolean kept, Notes notes) {
    Rds rds = database.rds().orElseThrow();
    PendingModifiedValues waits =
        found.pendingModifiedValues() == null
            ? PendingModifiedValues.builder().build()
            : found.pendingModifiedValues();
    notes.seen(
        "%s %s, Multi-AZ %s, protected %s",
        found.dbInstanceClass(),
        found.engineVersion(),
        found.multiAZ(),
        found.deletionProtection());
    if (rds.instanceClass().equals(waits.dbInstanceClass())) {
      notes.seen("%s in its window (%s)", rds.instanceClass(), found.preferredMaintenanceWindow());
    }
    notes.require(found.storageEncrypted(), "its storage is not encrypted");
    notes.require(!found.publiclyAccessible(), "it can be reached from outside");
    notes.require(
        found.dbInstanceClass().equals(rds.instanceClass())
            || rds.instanceClass().equals(waits.dbInstanceClass()),
        "it is a %s",
        found.dbInstanceClass());
    notes.require(
        found.multiAZ() == rds.multiAz() || Boolean.valueOf(rds.multiAz()).equals(waits.multiAZ()),
        "Multi-AZ is %s",
        found.multiAZ());
    notes.require(
        found.deletionProtection() == kept,
        "deletion protection is %s",
        found.deletionProtection());
    notes.require(
        found.engineVersion().split("\\.")[0].equals(Integer.toString(database.version())),
        "it is PostgreSQL %s",
        found.engineVersion());
    notes.require(
        found.allocatedStorage() >= rds.storageGb()
            || Integer.valueOf(rds.storageGb()).equals(waits.allocatedStorage()),
        "it has %s GiB",
        found.allocatedStorage());
  }

  private static void storage(Seen seen, Notes notes) {
    Integer found = instance(seen).allocatedStorage();
    int described = seen.environment().database().rds().orElseThrow().storageGb();
    notes.seen("%d GiB", found);
    notes.require(found == described, "%d GiB; described are %d", found, described);
  }

  private static void backups(Seen seen, Notes notes) {
    int days = seen.environment().database().backupDays();
    Integer found = instance(seen).backupRetentionPeriod();
    notes.seen("%d days", found);
    notes.require(found == days, "%d days; described are %d", found, days);
  }

  private static void master(Seen seen, Notes notes) {
    DBInstance found = instance(seen);
    notes.seen("%s", found.masterUsername());
    notes.require(
        found.masterUserSecret() != null && found.masterUserSecret().secretArn() != null,
        "it has no managed secret");
  }

  private static void parameters(Seen seen, Notes notes) {
    String group = instance(seen).dbParameterGroups().get(0).dbParameterGroupName();
    SdkIterable<Parameter> parameters =
        seen.rds()
            .describeDBParametersPaginator(request -> request.dbParameterGroupName(group))
            .parameters();
    notes.seen("%s: rds.force_ssl is 1", group);
    notes.require(
        parameters.stream()
            .anyMatch(
                one ->
                    "rds.force_ssl".equals(one.parameterName())
                        && "1".equals(one.parameterValue())),
        "%s does not set rds.force_ssl",
        group);
  }

  private static void subnets(Seen seen, Notes notes) {
    List<String> subnets =
        instance(seen).dbSubnetGroup().subnets().stream()
            .map(subnet -> subnet.subnetIdentifier())
            .toList();
    notes.seen("%d subnets", subnets.size());
    seen.ec2()
        .describeRouteTablesPaginator()
        .routeTables()
        .forEach(
            table ->
                table
                    .associations()
                    .forEach(
                        association ->
                            notes.require(
                                !subnets.contains(association.subnetId())
                                    || table.routes().stream()
                                        .noneMatch(
                                            route ->
                                                "0.0.0.0/0".equals(route.destinationCidrBlock())),
                                "%s has a way out",
                                association.subnetId())));
  }
}
