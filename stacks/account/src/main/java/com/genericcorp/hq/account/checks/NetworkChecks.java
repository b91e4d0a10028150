package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Zones, ways out, and who may come in. */
final class NetworkChecks {
  private static final String ANYWHERE = "0.0.0.0/0";
  private static final Set<Integer> PUBLIC_PORTS = Set.of(80, 443);

  static final List<AwsCheck> ALL =
      List.of(
          new AwsCheck(
              "network-zones", "subnets in as many zones as described", NetworkChecks::zones),
          new AwsCheck(
              "network-nat", "as many NAT gateways as described", NetworkChecks::natGateways),
          new AwsCheck(
              "network-closed",
              "no security group lets everybody in but to 80 and 443",
              NetworkChecks::closed),
          new AwsCheck(
              "network-default-group",
              "the VPC's default security group allows nothing",
              NetworkChecks::defaultGroup),
          new AwsCheck("network-flow-logs", "refused packets are logged", NetworkChecks::flowLogs));

  private NetworkChecks() {}

  private static Filter inVpc(Seen seen) {
    return Filter.builder().name("vpc-id").values(seen.id("aws:ec2/vpc:Vpc")).build();
  }

  private static void zones(Seen seen, Notes notes) {
    Set<String> zones = new TreeSet<>();
    seen.ec2().describeSubnets(request -> request.filters(inVpc(seen))).subnets().stream()
        .map(Subnet::availabilityZone)
        .forEach(zones::add);
    int wanted = seen.aws().availabilityZones();
    notes.seen("%s", String.join(", ", zones));
    notes.require(zones.size() == wanted, "subnets lie in %s; expected %d zones", zones, wanted);
  }

  private static void natGateways(Seen seen, Notes notes) {
    long there =
        seen
            .ec2()
            .describeNatGateways(request -> request.filter(inVpc(seen)))
            .natGateways()
            .stream()
            .filter(one -> one.state() == NatGatewayState.AVAILABLE)
            .count();
    int wanted = seen.aws().natGateways();
    notes.seen("%d", there);
    notes.require(there == wanted, "%d are available; expected %d", there, wanted);
  }

  private static List<SecurityGroup> groups(Seen seen) {
    return seen.ec2()
        .describeSecurityGroups(request -> request.filters(inVpc(seen)))
        .securityGroups();
  }

  private static void closed(Seen seen, Notes notes) {
    List<SecurityGroup> groups = groups(seen);
    notes.seen("%d groups", groups.size());
    for (SecurityGroup group : groups) {
      for (IpPermission rule : group.ipPermissions()) {
        boolean everybody =
            rule.ipRanges().stream().anyMatch(range -> range.cidrIp().equals(ANYWHERE))
                || !rule.ipv6Ranges().isEmpty();
        boolean expected =
            rule.fromPort() != null
                && rule.fromPort().equals(rule.toPort())
                && PUBLIC_PORTS.contains(rule.fromPort());
        notes.require(
            !everybody || expected,
            "%s lets everybody in to %s-%s",
            group.groupName(),
            rule.fromPort(),
            rule.toPort());
      }
    }
  }

  private static void defaultGroup(Seen seen, Notes notes) {
    for (SecurityGroup group : groups(seen)) {
      if (group.groupName().equals("default")) {
        notes.seen("%s has no rules", group.groupId());
        notes.require(
            group.ipPermissions().isEmpty() && group.ipPermissionsEgress().isEmpty(),
            "%s allows %s in and %s out",
            group.groupId(),
            group.ipPermissions(),
            group.ipPermissionsEgress());
      }
    }
  }

  private static void flowLogs(Seen seen, Notes notes) {
    String vpc = seen.id("aws:ec2/vpc:Vpc");
    boolean logged =
        seen.ec2().describeFlowLogsPaginator().flowLogs().stream()
            .anyMatch(log -> log.resourceId().equals(vpc));
    notes.seen("%s", vpc);
    notes.require(logged, "%s has no flow log", vpc);
  }
}
