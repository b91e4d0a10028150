package com.genericcorp.hq.stacks.edge;

import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.stacks.network.Network;
import com.genericcorp.hq.stacks.storage.BucketAccess;
import com.genericcorp.hq.stacks.storage.PrivateBucket;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionRedirectArgs;
import com.pulumi.aws.lb.inputs.LoadBalancerAccessLogsArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * A load balancer that ends TLS 1.2 and 1.3 with a certificate of ACM, sends plain HTTP to HTTPS,
 * drops headers that are none, and writes down who asked for what.
 */
public final class Edge extends ComponentResource {
  private static final String ANYWHERE = "0.0.0.0/0";

  /** TLS 1.2 and 1.3, forward secrecy only; AWS's recommended policy. */
  private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

  /**
   * Shorter than the server's own patience with a silent connection, 20 s: a request on one that
   * the server has just closed would be answered with 502. Longer than the 10 s after which a
   * stream of events says that it lives.
   */
  public static final int IDLE_SECONDS = 17;

  private static final int LEAVE_SECONDS = 30;

  /**
   * What an edge is made of.
   *
   * @param hosts names and ports
   * @param zoneId the Route 53 zone that the names lie in
   * @param targetPort the server's port
   * @param firewall whether AWS WAF stands in front
   */
  public record Args(
      String environment,
      String account,
      Network network,
      Hosts hosts,
      String zoneId,
      int targetPort,
      boolean firewall,
      boolean kept,
      int logDays) {
    /** As an environment describes it. */
    public static Args of(Environment environment, Network network, String zoneId, int targetPort) {
      Aws aws = environment.aws().orElseThrow();
      return new Args(
          environment.name(),
          aws.account(),
          network,
          environment.hosts(),
          zoneId,
          targetPort,
          aws.firewall(),
          aws.deletionProtection(),
          environment.retention().logDays());
    }
  }

  private final SecurityGroup group;
  private final LoadBalancer balancer;
  private final TargetGroup targets;
  private final Listener https;
  private final CustomResourceOptions child;
  private final String name;
  private final Certificate certificate;

  public Edge(String name, Args args, ComponentResourceOptions options) {
    super("agenthq:edge:Edge", name, options);
    this.name = name;
    child = CustomResourceOptions.builder().parent(this).build();
    group =
        new SecurityGroup(
            name,
            SecurityGroupArgs.builder()
                .description("HTTP and HTTPS from everywhere, to the server alone")
                .vpcId(args.network().vpcId())
                .build(),
            child);
    letIn("https", args.hosts().httpsPort());
    letIn("http", args.hosts().httpPort());
    balancer = balancer(args);
    targets = targets(args);
    certificate = new Certificate(name, args.hosts(), args.zoneId(), child);
    https =
        new Listener(
            name + "-https",
            ListenerArgs.builder()
                .loadBalancerArn(balancer.arn())
                .port(args.hosts().httpsPort())
                .protocol("HTTPS")
                .sslPolicy(TLS_POLICY)
                .certificateArn(certificate.validatedArn())
                .defaultActions(
                    ListenerDefaultActionArgs.builder()
                        .type("forward")
                        .targetGroupArn(targets.arn())
                        .build())
                .build(),
            child);
    redirect(args.hosts());
    new Names(name, args.hosts(), args.zoneId(), balancer, child);
    if (args.firewall()) {
      new Firewall(name, balancer, child);
    }
    registerOutputs(Map.of());
  }

  private void letIn(String what, int port) {
    new SecurityGroupIngressRule(
        name + "-" + what,
        SecurityGroupIngressRuleArgs.builder()
            .description(what + " from everywhere")
            .securityGroupId(group.id())
            .cidrIpv4(ANYWHERE)
            .ipProtocol("tcp")
            .fromPort(port)
            .toPort(port)
            .build(),
        child);
  }

  private LoadBalancer balancer(Args args) {
    PrivateBucket logs =
        new PrivateBucket(
            name + "-logs",
            new PrivateBucket.Args(
                "agenthq-" + args.environment() + "-access-logs-" + args.account(),
                false,
                args.logDays(),
                false),
            (BucketAccess access) ->
                access.writtenBy(
                    "logdelivery.elasticloadbalancing.amazonaws.com",
                    "arn:aws:elasticloadbalancing:*:" + args.account() + ":loadbalancer/*"),
            child);
    return new LoadBalancer(
        name,
        LoadBalancerArgs.builder()
            .name("agenthq-" + args.environment())
            .loadBalancerType("application")
            .internal(false)
            .securityGroups(group.id().applyValue(List::of))
            .subnets(args.network().publicSubnetIds())
            .dropInvalidHeaderFields(true)
            .desyncMitigationMode("defensive")
            .idleTimeout(IDLE_SECONDS)
            .enableDeletionProtection(args.kept())
            .accessLogs(
                LoadBalancerAccessLogsArgs.builder()
                    .enabled(true)
                    .bucket(logs.writableName())
                    .build())
            .build(),
        child);
  }

  private TargetGroup targets(Args args) {
    return new TargetGroup(
        name,
        TargetGroupArgs.builder()
            .vpcId(args.network().vpcId())
            .targetType("ip")
            .protocol("HTTP")
            .port(args.targetPort())
            .deregistrationDelay(LEAVE_SECONDS)
            .healthCheck(
                TargetGroupHealthCheckArgs.builder()
                    .path("/ready")
                    .matcher("200")
                    .interval(10)
                    .timeout(5)
                    .healthyThreshold(2)
                    .unhealthyThreshold(3)
                    .build())
            .build(),
        child);
  }

  private void redirect(Hosts hosts) {
    new Listener(
        name + "-http",
        ListenerArgs.builder()
            .loadBalancerArn(balancer.arn())
            .port(hosts.httpPort())
            .protocol("HTTP")
            .defaultActions(
                ListenerDefaultActionArgs.builder()
                    .type("redirect")
                    .redirect(
                        ListenerDefaultActionRedirectArgs.builder()
                            .protocol("HTTPS")
                            .port(Integer.toString(hosts.httpsPort()))
                            .statusCode("HTTP_301")
                            .build())
                    .build())
            .build(),
        child);
  }

  /** Lets the load balancer reach the members of a security group. */
  public void reach(String who, SecurityGroup peer, int port) {
    new SecurityGroupEgressRule(
        name + "-to-" + who,
        SecurityGroupEgressRuleArgs.builder()
            .description("To " + who)
            .securityGroupId(group.id())
            .referencedSecurityGroupId(peer.id())
            .ipProtocol("tcp")
            .fromPort(port)
            .toPort(port)
            .build(),
        child);
  }

  /** The group that the load balancer is a member of. */
  public Output<String> securityGroupId() {
    return group.id();
  }

  /** Where servers register; once the listener is there, as ECS refuses targets without one. */
  public Output<String> targetGroupArn() {
    return Output.tuple(targets.arn(), https.arn()).applyValue(both -> both.t1);
  }

  /** Dimension {@code LoadBalancer} of CloudWatch's metrics. */
  public Output<String> balancerDimension() {
    return balancer.arnSuffix();
  }

  /** Dimension {@code TargetGroup} of CloudWatch's metrics. */
  public Output<String> targetDimension() {
    return targets.arnSuffix();
  }

  /** For alarms on the days that it is still valid. */
  public Output<String> certificateArn() {
    return certificate.arn();
  }
}
