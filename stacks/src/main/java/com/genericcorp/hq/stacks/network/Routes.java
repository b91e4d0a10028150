package com.genericcorp.hq.stacks.network;

import com.genericcorp.hq.stacks.network.Network.Args;
import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways out: public subnets by the internet gateway, tasks by a NAT gateway (of their own zone,
 * where each has one), the database by none. S3, from which image layers come, is reached by a
 * gateway endpoint: it costs nothing, and NAT bills every gigabyte.
 */
final class Routes {
  private static final String ANYWHERE = "0.0.0.0/0";

  Routes(
      String name,
      Args args,
      Vpc vpc,
      InternetGateway gateway,
      List<Subnet> publicSubnets,
      List<Subnet> behindNat,
      List<Subnet> databaseSubnets,
      CustomResourceOptions child) {
    List<RouteTable> reachS3 = new ArrayList<>();
    RouteTable open = table(name + "-public", vpc, child);
    new Route(
        name + "-public",
        RouteArgs.builder()
            .routeTableId(open.id())
            .destinationCidrBlock(ANYWHERE)
            .gatewayId(gateway.id())
            .build(),
        child);
    reachS3.add(open);
    associate(name + "-public", publicSubnets, List.of(open), child);
    associate(
        name + "-database", databaseSubnets, List.of(table(name + "-database", vpc, child)), child);
    List<RouteTable> tables = new ArrayList<>();
    for (int nat = 0; nat < args.natGateways(); nat++) {
      String letter = ZoneNames.letter(nat);
      RouteTable table = table(name + "-tasks-" + letter, vpc, child);
      new Route(
          name + "-tasks-" + letter,
          RouteArgs.builder()
              .routeTableId(table.id())
              .destinationCidrBlock(ANYWHERE)
              .natGatewayId(natGateway(name, letter, publicSubnets.get(nat), child).id())
              .build(),
          child);
      tables.add(table);
    }
    reachS3.addAll(tables);
    associate(name + "-tasks", behindNat, tables, child);
    new VpcEndpoint(
        name + "-s3",
        VpcEndpointArgs.builder()
            .vpcId(vpc.id())
            .serviceName("com.amazonaws." + args.region() + ".s3")
            .vpcEndpointType("Gateway")
            .routeTableIds(Output.all(reachS3.stream().map(RouteTable::id).toList()))
            .build(),
        child);
  }

  private static RouteTable table(String name, Vpc vpc, CustomResourceOptions child) {
    return new RouteTable(name, RouteTableArgs.builder().vpcId(vpc.id()).build(), child);
  }

  /** Subnet n uses table n; with fewer tables the last one. */
  private static void associate(
      String name, List<Subnet> subnets, List<RouteTable> tables, CustomResourceOptions child) {
    for (int zone = 0; zone < subnets.size(); zone++) {
      new RouteTableAssociation(
          name + "-" + ZoneNames.letter(zone),
          RouteTableAssociationArgs.builder()
              .subnetId(subnets.get(zone).id())
              .routeTableId(tables.get(Math.min(zone, tables.size() - 1)).id())
              .build(),
          child);
    }
  }

  private static NatGateway natGateway(
      String name, String letter, Subnet subnet, CustomResourceOptions child) {
    Eip address = new Eip(name + "-nat-" + letter, EipArgs.builder().domain("vpc").build(), child);
    return new NatGateway(
        name + "-nat-" + letter,
        NatGatewayArgs.builder().allocationId(address.id()).subnetId(subnet.id()).build(),
        child);
  }
}
