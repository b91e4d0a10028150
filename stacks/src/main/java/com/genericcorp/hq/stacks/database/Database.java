package com.genericcorp.hq.stacks.database;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.network.Network;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environment's PostgreSQL on RDS: encrypted, reached over TLS from inside alone, its master's
 * password made and rotated by RDS. The master only makes the application's database and its
 * migrator; what serves never has it, so that a rotation is noticed by nobody.
 */
public final class Database extends ComponentResource {
  /** PostgreSQL's port. */
  public static final int PORT = 5432;

  /** The master's name. */
  public static final String MASTER = "hq_master";

  /** Storage grows by itself up to so many times what is described. */
  private static final int MOST_GROWTH = 2;

  /** RDS has no more, in GiB. */
  private static final int MOST_STORAGE_GB = 65_536;

  /** A version that is no longer supported is upgraded, and never billed for its age. */
  public static final String NO_EXTENDED_SUPPORT = "open-source-rds-extended-support-disabled";

  /** Free of charge for so many days. */
  private static final int INSIGHTS_DAYS = 7;

  /**
   * What a database is made of.
   *
   * @param version PostgreSQL's major version; RDS brings the minor ones
   * @param storageGb gp3, in GiB; grows by itself up to twice as much
   * @param backupDays point-in-time recovery within so many days, 1 to 35
   * @param kept deletion is refused, and a final snapshot made where it is insisted on
   */
  public record Args(
      String environment,
      Network network,
      int version,
      String instanceClass,
      int storageGb,
      boolean multiAz,
      int backupDays,
      boolean kept,
      int logDays) {
    public Args {
      if (backupDays < 1 || backupDays > 35) {
        throw new InvalidInput(
            "a database keeps backups for %d days; allowed: 1 to 35", backupDays);
      }
    }

    /** As an environment describes it. */
    public static Args of(Environment environment, Network network) {
      var rds = environment.database().rds().orElseThrow();
      return new Args(
          environment.name(),
          network,
          environment.database().version(),
          rds.instanceClass(),
          rds.storageGb(),
          rds.multiAz(),
          environment.database().backupDays(),
          environment.aws().orElseThrow().deletionProtection(),
          environment.retention().logDays());
    }
  }

  private final String name;
  private final SecurityGroup group;
  private final Instance instance;
  private final CustomResourceOptions child;

  public Database(String name, Args args, ComponentResourceOptions options) {
    super("agenthq:database:Database", name, options);
    this.name = name;
    child = CustomResourceOptions.builder().parent(this).build();
    group =
        new SecurityGroup(
            name,
            SecurityGroupArgs.builder()
                .description("PostgreSQL, from those that were let in; nothing out")
                .vpcId(args.network().vpcId())
                .build(),
            child);
    SubnetGroup subnets =
        new SubnetGroup(
            name,
            SubnetGroupArgs.builder().subnetIds(args.network().databaseSubnetIds()).build(),
            child);
    String identifier = "agenthq-" + args.environment();
    instance =
        new Instance(
            name,
            instance(args, identifier, subnets)
                .parameterGroupName(DatabaseParameters.of(name, args.version(), child).name())
                .vpcSecurityGroupIds(group.id().applyValue(List::of))
                .build(),
            CustomResourceOptions.builder()
                .parent(this)
                .protect(args.kept())
                .retainOnDelete(args.kept())
                .dependsOn(logGroups(args, identifier))
                .build());
    registerOutputs(Map.of());
  }

  private static InstanceArgs.Builder instance(Args args, String identifier, SubnetGroup subnets) {
    InstanceArgs.Builder instance =
        InstanceArgs.builder()
            .identifier(identifier)
            .engine("postgres")
            .engineVersion(Integer.toString(args.version()))
            .instanceClass(args.instanceClass())
            .allocatedStorage(args.storageGb())
            .maxAllocatedStorage(Math.min(args.storageGb() * MOST_GROWTH, MOST_STORAGE_GB))
            .storageType("gp3")
            .storageEncrypted(true)
            .multiAz(args.multiAz())
            .dbSubnetGroupName(subnets.name())
            .publiclyAccessible(false)
            .caCertIdentifier("rds-ca-rsa2048-g1")
            .username(MASTER)
            .manageMasterUserPassword(true)
            .backupRetentionPeriod(args.backupDays())
            .backupWindow("03:00-04:00")
            .maintenanceWindow("sun:04:30-sun:05:30")
            .copyTagsToSnapshot(true)
            .autoMinorVersionUpgrade(true)
            // RDS would take it by itself, and bill it by the vCPU once the version is out of date.
            .engineLifecycleSupport(NO_EXTENDED_SUPPORT)
            .applyImmediately(false)
            .deletionProtection(args.kept())
            .skipFinalSnapshot(!args.kept())
            .enabledCloudwatchLogsExports("postgresql", "upgrade")
            .performanceInsightsEnabled(true)
            .performanceInsightsRetentionPeriod(INSIGHTS_DAYS);
    return args.kept() ? instance.finalSnapshotIdentifier(identifier + "-final") : instance;
  }

  /** RDS would make them itself, and keep what is in them for ever. */
  private List<Resource> logGroups(Args args, String identifier) {
    List<Resource> groups = new ArrayList<>();
    for (String log : List.of("postgresql", "upgrade")) {
      groups.add(
          new LogGroup(
              name + "-" + log,
              LogGroupArgs.builder()
                  .name("/aws/rds/instance/" + identifier + "/" + log)
                  .retentionInDays(args.logDays())
                  .build(),
              child));
    }
    return groups;
  }

  /** Lets the members of a security group in. */
  public void allowFrom(String who, SecurityGroup peer) {
    new SecurityGroupIngressRule(
        name + "-from-" + who,
        SecurityGroupIngressRuleArgs.builder()
            .description("PostgreSQL from " + who)
            .securityGroupId(group.id())
            .referencedSecurityGroupId(peer.id())
            .ipProtocol("tcp")
            .fromPort(PORT)
            .toPort(PORT)
            .build(),
        child);
  }

  /** The group that it is a member of. */
  public Output<String> securityGroupId() {
    return group.id();
  }

  /** Its host name; a standby takes it over. */
  public Output<String> address() {
    return instance.address();
  }

  /** RDS's name of it, for alarms. */
  public Output<String> identifier() {
    return instance.identifier();
  }

  /** The secret with the master's {@code username} and {@code password}, which RDS rotates. */
  public Output<String> masterSecretArn() {
    return instance
        .masterUserSecrets()
        .applyValue(secrets -> secrets.get(0).secretArn().orElseThrow());
  }
}
