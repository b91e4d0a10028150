package com.genericcorp.hq.stacks.service;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.data.ExportBucket;
import com.genericcorp.hq.stacks.database.Database;
import com.genericcorp.hq.stacks.edge.Edge;
import com.genericcorp.hq.stacks.network.Network;
import com.genericcorp.hq.stacks.service.Secrets.Secret;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ecs.Cluster;
import com.pulumi.aws.ecs.ClusterArgs;
import com.pulumi.aws.ecs.ServiceArgs;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.ecs.TaskDefinitionArgs;
import com.pulumi.aws.ecs.inputs.ServiceAlarmsArgs;
import com.pulumi.aws.ecs.inputs.ServiceDeploymentCircuitBreakerArgs;
import com.pulumi.aws.ecs.inputs.ServiceLoadBalancerArgs;
import com.pulumi.aws.ecs.inputs.ServiceNetworkConfigurationArgs;
import com.pulumi.aws.ecs.inputs.TaskDefinitionRuntimePlatformArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * AgentHQ on Fargate. A new version starts beside the old one, which serves until the new one is
 * healthy; when it is not, or an alarm rings meanwhile, ECS goes back by itself.
 */
public final class Service extends ComponentResource {
  private static final int CPU_UNITS = 1024;

  /** Preparing and migrating come first, each within two minutes; then the JVM starts. */
  private static final int GRACE_SECONDS = 300;

  /**
   * So long the provider waits for a deployment, which ends only when the alarms that may undo it
   * have been quiet for as long as they look back. It would give up after 20 minutes.
   */
  private static final Duration STEADY = Duration.ofMinutes(90);

  /**
   * What a service is made of.
   *
   * @param image the server's, by digest
   * @param rollbackAlarms names of the alarms that undo a deployment; at least one
   */
  public record Args(
      Environment environment,
      Network network,
      Database database,
      Edge edge,
      ExportBucket exports,
      String image,
      List<Output<String>> rollbackAlarms) {
    public Args {
      rollbackAlarms = List.copyOf(rollbackAlarms);
      if (!image.contains("@sha256:")) {
        throw new InvalidInput("the image '%s' has no digest: a tag may change its meaning", image);
      }
      if (rollbackAlarms.isEmpty()) {
        throw new InvalidInput(
            "a service has no alarm that undoes a deployment; name at least one");
      }
    }
  }

  /** The server's port; nothing but the load balancer reaches it. */
  public static final int PORT = Containers.PORT;

  private final Cluster cluster;
  private final com.pulumi.aws.ecs.Service service;
  private final Operations operations;
  private final LogGroup logs;
  private final CustomResourceOptions child;
  private final String name;
  private final Secrets secrets;

  public Service(String name, Args args, ComponentResourceOptions options) {
    super("agenthq:service:Service", name, options);
    this.name = name;
    child = CustomResourceOptions.builder().parent(this).build();
    Environment environment = args.environment();
    Aws aws = environment.aws().orElseThrow();
    secrets = new Secrets(name, environment.name(), aws.deletionProtection(), child);
    logs =
        new LogGroup(
            name,
            LogGroupArgs.builder()
                .name("/agenthq/" + environment.name() + "/server")
                .retentionInDays(environment.retention().logDays())
                .build(),
            child);
    SecurityGroup group = securityGroup(args);
    cluster =
        new Cluster(
            name, ClusterArgs.builder().name("agenthq-" + environment.name()).build(), child);
    Output<Containers> containers = containers(args);
    TaskRoles roles = roles(name, aws, args);
    TaskDefinition serving =
        task(
            name,
            args,
            roles.executionArn(),
            roles.servingArn(),
            containers.applyValue(Containers::serving));
    service = service(args, group, serving);
    new Scaling(
        name,
        environment.server().replicas(),
        cluster.name(),
        service.name(),
        Output.format("%s/%s", args.edge().balancerDimension(), args.edge().targetDimension()),
        child);
    operations =
        new Operations(
            name + "-operations",
            environment,
            args.network(),
            cluster,
            group,
            roles,
            task(
                name + "-operations",
                args,
                roles.executionArn(),
                roles.operationsArn(),
                containers.applyValue(Containers::operations)),
            child);
    registerOutputs(Map.of());
  }

  private SecurityGroup securityGroup(Args args) {
    SecurityGroup group =
        new SecurityGroup(
            name,
            SecurityGroupArgs.builder()
                .description("AgentHQ: requests from the load balancer alone")
                .vpcId(args.network().vpcId())
                .build(),
            child);
    new SecurityGroupIngressRule(
        name + "-from-edge",
        SecurityGroupIngressRuleArgs.builder()
            .description("Requests from the load balancer")
            .securityGroupId(group.id())
            .referencedSecurityGroupId(args.edge().securityGroupId())
            .ipProtocol("tcp")
            .fromPort(PORT)
            .toPort(PORT)
            .build(),
        child);
    // Image, secrets and logs come and go by HTTPS; mail is handed in with STARTTLS.
    for (int port : new int[] {443, 587}) {
      new SecurityGroupEgressRule(
          name + "-out-" + port,
          SecurityGroupEgressRuleArgs.builder()
              .description(port == 443 ? "AWS's own services" : "Mail")
              .securityGroupId(group.id())
              .cidrIpv4("0.0.0.0/0")
              .ipProtocol("tcp")
              .fromPort(port)
              .toPort(port)
              .build(),
          child);
    }
    new SecurityGroupEgressRule(
        name + "-to-database",
        SecurityGroupEgressRuleArgs.builder()
            .description("PostgreSQL")
            .securityGroupId(group.id())
            .referencedSecurityGroupId(args.database().securityGroupId())
            .ipProtocol("tcp")
            .fromPort(Database.PORT)
            .toPort(Database.PORT)
            .build(),
        child);
    args.database().allowFrom("service", group);
    args.edge().reach("service", group, PORT);
    return group;
  }

  private Output<Containers> containers(Args args) {
    return Output.tuple(
            args.database().address(),
            args.database().masterSecretArn(),
            secrets.arn(Secret.GATEWAY),
            secrets.arn(Secret.MIGRATOR),
            secrets.arn(Secret.PROBE),
            args.exports().bucketName())
        .applyValue(
            known ->
                new Containers(
                    args.environment(),
                    known.t1,
                    known.t2,
                    known.t3,
                    known.t4,
                    known.t5,
                    known.t6));
  }

  private TaskRoles roles(String name, Aws aws, Args args) {
    List<Output<String>> readable = new ArrayList<>(secrets.arns());
    readable.add(args.database().masterSecretArn());
    return new TaskRoles(
        name,
        aws.account(),
        Output.of(Registry.of(aws).arn(Registry.SERVER)),
        logs.arn(),
        readable,
        args.exports().writing(),
        child);
  }

  private TaskDefinition task(
      String family,
      Args args,
      Output<String> executionRole,
      Output<String> taskRole,
      Output<List<Container>> containers) {
    Environment environment = args.environment();
    String region = environment.aws().orElseThrow().region();
    return new TaskDefinition(
        family,
        TaskDefinitionArgs.builder()
            .family("agenthq-" + environment.name() + "-" + family)
            .requiresCompatibilities("FARGATE")
            .networkMode("awsvpc")
            .cpu(
                environment
                    .server()
                    .cpu()
                    .multiply(BigDecimal.valueOf(CPU_UNITS))
                    .toBigInteger()
                    .toString())
            .memory(Integer.toString(environment.server().memoryMb()))
            .runtimePlatform(
                TaskDefinitionRuntimePlatformArgs.builder()
                    .operatingSystemFamily("LINUX")
                    .cpuArchitecture("ARM64")
                    .build())
            .executionRoleArn(executionRole)
            .taskRoleArn(taskRole)
            .containerDefinitions(
                Output.tuple(containers, logs.name())
                    .applyValue(
                        known ->
                            Json.print(
                                known.t1.stream()
                                    .map(one -> one.definition(args.image(), known.t2, region))
                                    .toList())))
            .build(),
        child);
  }

  private com.pulumi.aws.ecs.Service service(
      Args args, SecurityGroup group, TaskDefinition serving) {
    return new com.pulumi.aws.ecs.Service(
        name,
        ServiceArgs.builder()
            .name("server")
            .cluster(cluster.arn())
            .taskDefinition(serving.arn())
            .launchType("FARGATE")
            .platformVersion("1.4.0")
            .desiredCount(args.environment().server().replicas().planned())
            .deploymentMinimumHealthyPercent(100)
            .deploymentMaximumPercent(200)
            .deploymentCircuitBreaker(
                ServiceDeploymentCircuitBreakerArgs.builder().enable(true).rollback(true).build())
            .alarms(
                Output.all(args.rollbackAlarms())
                    .applyValue(
                        names ->
                            ServiceAlarmsArgs.builder()
                                .enable(true)
                                .rollback(true)
                                .alarmNames(names)
                                .build()))
            .availabilityZoneRebalancing("ENABLED")
            .enableExecuteCommand(false)
            .propagateTags("SERVICE")
            .healthCheckGracePeriodSeconds(GRACE_SECONDS)
            .networkConfiguration(
                ServiceNetworkConfigurationArgs.builder()
                    .subnets(args.network().taskSubnetIds())
                    .securityGroups(group.id().applyValue(List::of))
                    .assignPublicIp(args.network().tasksNeedPublicAddresses())
                    .build())
            .loadBalancers(
                ServiceLoadBalancerArgs.builder()
                    .targetGroupArn(args.edge().targetGroupArn())
                    .containerName(Containers.SERVER)
                    .containerPort(PORT)
                    .build())
            .waitForSteadyState(true)
            .build(),
        CustomResourceOptions.builder()
            .parent(this)
            // How many there are is autoscaling's business once they run.
            .ignoreChanges("desiredCount")
            .customTimeouts(CustomTimeouts.builder().create(STEADY).update(STEADY).build())
            .build());
  }

  /** The image of an environment's server in its own registry. */
  public static String image(Environment environment, String digest) {
    return Registry.of(environment.aws().orElseThrow()).image(Registry.SERVER, digest);
  }

  public Output<String> clusterName() {
    return cluster.name();
  }

  public Output<String> clusterArn() {
    return cluster.arn();
  }

  public Output<String> serviceName() {
    return service.name();
  }

  /** What runs commands; see {@code scripts/hq tenants … --environment NAME}. */
  public Output<String> operationsTask() {
    return operations.taskFamily();
  }

  /** The secret that the probe's key follows from. */
  public Output<String> probeSecretArn() {
    return secrets.arn(Secret.PROBE);
  }

  /** Where its lines go. */
  public Output<String> logGroup() {
    return logs.name();
  }

  /** The task group of scheduled jobs. */
  public static String jobGroup(Environment environment) {
    return Operations.group(environment);
  }

  /** Namespace of the application's own metrics. */
  public static String metricsNamespace(Environment environment) {
    return Containers.metricsNamespace(environment);
  }
}
