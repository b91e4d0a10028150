package com.genericcorp.hq.stacks.network;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A VPC: public subnets for the load balancer, subnets for tasks where there is NAT, and subnets
 * for the database that nothing outside reaches and from which nothing goes out.
 */
public final class Network extends ComponentResource {
  /**
   * What a network is made of.
   *
   * @param region whose availability zones are used, from the first
   * @param zones 2 or 3: a load balancer and RDS need two
   * @param natGateways 0 (tasks have public addresses, closed by their security group) to one a
   *     zone
   * @param logDays how long the flow logs are kept
   */
  public record Args(
      String environment, String account, String region, int zones, int natGateways, int logDays) {
    public Args {
      if (zones < 2 || zones > 3) {
        throw new InvalidInput("a network has %d availability zones; allowed: 2 or 3", zones);
      }
      if (natGateways < 0 || natGateways > zones) {
        throw new InvalidInput(
            "a network of %d zones has %d NAT gateways; allowed: 0 to %d",
            zones, natGateways, zones);
      }
    }

    /** As an environment describes it. */
    public static Args of(Environment environment) {
      Aws aws = environment.aws().orElseThrow();
      return new Args(
          environment.name(),
          aws.account(),
          aws.region(),
          aws.availabilityZones(),
          aws.natGateways(),
          environment.retention().logDays());
    }
  }

  private final Vpc vpc;
  private final List<Subnet> publicSubnets = new ArrayList<>();
  private final List<Subnet> taskSubnets;
  private final List<Subnet> databaseSubnets = new ArrayList<>();
  private final boolean tasksAreInPublicSubnets;
  private final Routes routes;

  public Network(String name, Args args, ComponentResourceOptions options) {
    super("agenthq:network:Network", name, options);
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    vpc =
        new Vpc(
            name + "-vpc",
            VpcArgs.builder()
                .cidrBlock(AddressPlan.VPC)
                .enableDnsHostnames(true)
                .enableDnsSupport(true)
                .tags(Map.of("Name", "agenthq-" + args.environment()))
                .build(),
            child);
    // Without rules: whatever is put into no group of its own reaches nothing.
    new DefaultSecurityGroup(
        name + "-default-closed",
        DefaultSecurityGroupArgs.builder().vpcId(vpc.id()).build(),
        child);
    InternetGateway gateway =
        new InternetGateway(
            name + "-gateway", InternetGatewayArgs.builder().vpcId(vpc.id()).build(), child);
    List<Subnet> behindNat = new ArrayList<>();
    for (int zone = 0; zone < args.zones(); zone++) {
      publicSubnets.add(
          subnet(name + "-public", args, zone, AddressPlan.publicSubnet(zone), child));
      databaseSubnets.add(
          subnet(name + "-database", args, zone, AddressPlan.databaseSubnet(zone), child));
      if (args.natGateways() > 0) {
        behindNat.add(subnet(name + "-tasks", args, zone, AddressPlan.taskSubnet(zone), child));
      }
    }
    tasksAreInPublicSubnets = behindNat.isEmpty();
    taskSubnets = tasksAreInPublicSubnets ? publicSubnets : List.copyOf(behindNat);
    routes = new Routes(name, args, vpc, gateway, publicSubnets, behindNat, databaseSubnets, child);
    new FlowLogs(name, args, vpc, child);
    registerOutputs(Map.of());
  }

  private Subnet subnet(
      String name, Args args, int zone, String range, CustomResourceOptions child) {
    String letter = ZoneNames.letter(zone);
    return new Subnet(
        name + "-" + letter,
        SubnetArgs.builder()
            .vpcId(vpc.id())
            .cidrBlock(range)
            .availabilityZone(args.region() + letter)
            .mapPublicIpOnLaunch(false)
            .tags(Map.of("Name", "agenthq-" + args.environment() + "-" + name + "-" + letter))
            .build(),
        child);
  }

  public Output<String> vpcId() {
    return vpc.id();
  }

  /**
   * The load balancer's, once they lead outside: AWS makes none before, and while one is there it
   * lets no gateway go.
   */
  public Output<List<String>> publicSubnetIds() {
    return after(routes.open(), publicSubnets);
  }

  /** The tasks': behind NAT, or the public ones. Known once a task there can fetch its image. */
  public Output<List<String>> taskSubnetIds() {
    return after(tasksAreInPublicSubnets ? routes.open() : routes.behindNat(), taskSubnets);
  }

  /** Whether tasks reach the internet by an address of their own. */
  public boolean tasksNeedPublicAddresses() {
    return tasksAreInPublicSubnets;
  }

  /** The database's: no way in or out. */
  public Output<List<String>> databaseSubnetIds() {
    return ids(databaseSubnets);
  }

  private static Output<List<String>> after(Output<List<String>> ways, List<Subnet> subnets) {
    return Output.tuple(ids(subnets), ways).applyValue(both -> both.t1);
  }

  private static Output<List<String>> ids(List<Subnet> subnets) {
    return Output.all(subnets.stream().map(Subnet::id).toList());
  }
}
