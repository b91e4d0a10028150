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

  private final List<Output<String>> open = new ArrayList<>();
  private final List<Output<String>> behindNat = new ArrayList<>();

  Routes(
      String name,
      Args args,
      Vpc vpc,
      InternetGateway gateway,
      List<Subnet> publicSubnets,
      List<Subnet> taskSubnets,
      List<Subnet> databaseSubnets,
      CustomResourceOptions child) {
    List<RouteTable> reachS3 = new ArrayList<>();
    RouteTable outside = table(name + "-public", vpc, child);
    open.add(
        new Route(
                name + "-public",
                RouteArgs.builder()
                    .routeTableId(outside.id())
                    .destinationCidrBlock(ANYWHERE)
                    .gatewayId(gateway.id())
                    .build(),
                child)
            .id());
    reachS3.add(outside);
    open.addAll(associate(name + "-public", publicSubnets, List.of(outside), child));
    associate(
        name + "-database", databaseSubnets, List.of(table(name + "-database", vpc, child)), child);
    List<RouteTable> tables = new ArrayList<>();
    for (int nat = 0; nat < args.natGateways(); nat++) {
      String letter = ZoneNames.letter(nat);
      RouteTable table = table(name + "-tasks-" + letter, vpc, child);
      behindNat.add(
          new Route(
                  name + "-tasks-" + letter,
                  RouteArgs.builder()
                      .routeTableId(table.id())
                      .destinationCidrBlock(ANYWHERE)
                      .natGatewayId(
                          natGateway(name, letter, publicSubnets.get(nat), gateway, child).id())
                      .build(),
                  child)
              .id());
      tables.add(table);
    }
    reachS3.addAll(tables);
    behindNat.addAll(associate(name + "-tasks", taskSubnets, tables, child));
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
  private static List<Output<String>> associate(
      String name, List<Subnet> subnets, List<RouteTable> tables, CustomResourceOptions child) {
    List<Output<String>> associations = new ArrayList<>();
    for (int zone = 0; zone < subnets.size(); zone++) {
      associations.add(
          new RouteTableAssociation(
                  name + "-" + ZoneNames.letter(zone),
                  RouteTableAssociationArgs.builder()
                      .subnetId(subnets.get(zone).id())
                      .routeTableId(tables.get(Math.min(zone, tables.size() - 1)).id())
                      .build(),
                  child)
              .id());
    }
    return associations;
  }

  /** Known once the public subnets lead outside. */
  Output<List<String>> open() {
    return Output.all(open);
  }

  /** Known once the tasks' own subnets lead outside. */
  Output<List<String>> behindNat() {
    return Output.all(behindNat);
  }

  private static NatGateway natGateway(
      String name,
      String letter,
      Subnet subnet,
      InternetGateway gateway,
      CustomResourceOptions child) {
    // AWS makes none in a VPC without a gateway, and lets no gateway go before it.
    CustomResourceOptions after =
        CustomResourceOptions.merge(
            child, CustomResourceOptions.builder().dependsOn(gateway).build());
    Eip address = new Eip(name + "-nat-" + letter, EipArgs.builder().domain("vpc").build(), after);
    return new NatGateway(
        name + "-nat-" + letter,
        NatGatewayArgs.builder().allocationId(address.id()).subnetId(subnet.id()).build(),
        after);
  }
}
