package com.genericcorp.hq.plan.policies;

import static com.genericcorp.hq.plan.policies.Spoiled.document;
import static com.genericcorp.hq.plan.policies.Spoiled.edit;
import static com.genericcorp.hq.plan.policies.Spoiled.set;
import static com.genericcorp.hq.plan.policies.Spoiled.without;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.plan.Plans;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.Types;
import com.genericcorp.hq.plan.report.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each policy holds for production as it is, and is broken when production is spoilt. */
class PoliciesTest {
  private static final String RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  private static final String HOLDER = "aws:iam/rolePolicy:RolePolicy";
  private static final String CONTAINERS = "containerDefinitions";
  private static final String ACCESS = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

  private static final Map<String, UnaryOperator<Inventory>> SPOILED =
      Map.ofEntries(
          Map.entry("AWS_16", set(Types.DATABASE, "database", "storageEncrypted", false)),
          Map.entry("AWS_17", set(Types.DATABASE, "database", "publiclyAccessible", true)),
          Map.entry("AWS_133", set(Types.DATABASE, "database", "backupRetentionPeriod", 7.0)),
          Map.entry("AWS_293", set(Types.DATABASE, "database", "deletionProtection", false)),
          Map.entry("AWS_157", set(Types.DATABASE, "database", "multiAz", false)),
          Map.entry(
              "AWS_129",
              set(Types.DATABASE, "database", "enabledCloudwatchLogsExports", List.of("upgrade"))),
          Map.entry("AWS_226", set(Types.DATABASE, "database", "autoMinorVersionUpgrade", false)),
          Map.entry("HQ_1", set(Types.PARAMETERS, "database-parameters", "parameters", List.of())),
          Map.entry("HQ_2", set(Types.DATABASE, "database", "manageMasterUserPassword", false)),
          Map.entry("HQ_15", UnaryOperator.identity()),
          Map.entry("AWS_2", set(Types.LISTENER, "edge-https", "protocol", "HTTP")),
          Map.entry(
              "AWS_103",
              set(Types.LISTENER, "edge-https", "sslPolicy", "ELBSecurityPolicy-2016-08")),
          Map.entry("HQ_3", without(one -> one.name().equals("edge-http"))),
          Map.entry("AWS_131", set(Types.BALANCER, "edge", "dropInvalidHeaderFields", false)),
          Map.entry("AWS_91", set(Types.BALANCER, "edge", "accessLogs", null)),
          Map.entry("AWS_150", set(Types.BALANCER, "edge", "enableDeletionProtection", false)),
          Map.entry("HQ_4", without(one -> one.type().equals(Types.FIREWALL_ASSOCIATION))),
          Map.entry(
              "AWS_333",
              set(
                  Types.SERVICE,
                  "service",
                  "networkConfiguration",
                  Map.of("assignPublicIp", true))),
          Map.entry(
              "HQ_9",
              set(
                  Types.SERVICE,
                  "service",
                  "deploymentCircuitBreaker",
                  Map.of("enable", true, "rollback", false))),
          Map.entry("HQ_10", set(Types.SERVICE, "service", "desiredCount", 1.0)),
          Map.entry(
              "AWS_249",
              inventory ->
                  set(
                          Types.TASK,
                          "service",
                          "taskRoleArn",
                          Plans.resource(inventory, Types.TASK, "service")
                              .inputs()
                              .get("executionRoleArn"))
                      .apply(inventory)),
          Map.entry("HQ_6", set(Types.TASK, "service", "memory", "3000")),
          Map.entry(
              "AWS_336",
              edit(
                  Types.TASK,
                  "service",
                  CONTAINERS,
                  "\"readonlyRootFilesystem\" : true",
                  "\"readonlyRootFilesystem\" : false")),
          Map.entry(
              "HQ_5", edit(Types.TASK, "service", CONTAINERS, "@sha256:[0-9a-f]{64}", ":latest")),
          Map.entry(
              "HQ_7",
              edit(Types.TASK, "service", CONTAINERS, "DATABASE_PORT", "DATABASE_PASSWORD")),
          Map.entry(
              "HQ_8",
              edit(
                  Types.TASK,
                  "service",
                  CONTAINERS,
                  "\"GATEWAY_SECRET\"",
                  "\"MIGRATOR_PASSWORD\"")),
          Map.entry(
              "AWS_51", set(Types.REPOSITORY, "server-image", "imageTagMutability", "MUTABLE")),
          Map.entry(
              "AWS_163", set(Types.REPOSITORY, "server-image", "imageScanningConfiguration", null)),
          Map.entry(
              "AWS_19",
              without(one -> one.kind().equals("BucketServerSideEncryptionConfigurationV2"))),
          Map.entry("HQ_11", set("aws:s3/bucketPolicy:BucketPolicy", "exports", "policy", "{}")),
          Map.entry("AWS_300", without(one -> one.kind().equals("BucketLifecycleConfigurationV2"))),
          Map.entry("AWS_62", document(HOLDER, "service-execution", "*", "*")),
          Map.entry("AWS_63", document(HOLDER, "service-execution", "s3:*", "arn:aws:s3:::one")),
          Map.entry("AWS_355", document(HOLDER, "service-execution", "s3:GetObject", "*")),
          Map.entry(
              "AWS_286",
              document(HOLDER, "service-execution", "iam:PutRolePolicy", "arn:aws:iam::1:role/*")),
          Map.entry(
              "AWS_274",
              set(
                  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                  "github-look",
                  "policyArn",
                  "arn:aws:iam::aws:policy/AdministratorAccess")),
          Map.entry(
              "AWS_60",
              set(
                  Types.ROLE,
                  "service-task",
                  "assumeRolePolicy",
                  "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}]}")),
          Map.entry(
              "AWS_358",
              edit(
                  Types.ROLE,
                  "github-deploy",
                  "assumeRolePolicy",
                  ":environment:production",
                  ":environment:*")),
          Map.entry("AWS_66", set(Types.LOG_GROUP, "service", "retentionInDays", null)),
          Map.entry("HQ_12", without(one -> one.type().equals(Types.FLOW_LOG))),
          Map.entry(
              "HQ_13",
              set(
                  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                  "network-default-closed",
                  "ingress",
                  List.of(Map.of("fromPort", 0.0)))),
          Map.entry("HQ_14", set(RULE, "database-from-service", "cidrIpv4", "0.0.0.0/0")),
          Map.entry("AWS_23", set(Types.SECURITY_GROUP, "edge", "description", null)),
          Map.entry("AWS_130", set(Types.SUBNET, "network-public-a", "mapPublicIpOnLaunch", true)),
          Map.entry("AWS_7", set(Types.KEY, "state", "enableKeyRotation", false)),
          Map.entry("AWS_53", set(ACCESS, "exports", "blockPublicAcls", false)),
          Map.entry("AWS_54", set(ACCESS, "exports", "blockPublicPolicy", false)),
          Map.entry("AWS_55", set(ACCESS, "exports", "ignorePublicAcls", false)),
          Map.entry("AWS_56", without(one -> one.type().equals(ACCESS))),
          Map.entry("HQ_16", set(Types.ALARM, "alarm-latency", "alarmActions", null)),
          Map.entry(
              "HQ_20",
              without(
                  one ->
                      one.name().equals("budget-actual")
                          || one.name().equals("budget-forecasted"))),
          Map.entry("HQ_21", set(Types.LOG_GROUP, "service", "name", "/agenthq/production/flow")),
          Map.entry("HQ_22", set(Types.DATABASE, "database", "password", "hunter2")),
          Map.entry("HQ_23", set("pulumi:providers:aws", "aws", "allowedAccountIds", null)),
          Map.entry("HQ_24", Spoiled.withoutProvider(Types.DATABASE, "database")),
          Map.entry("HQ_25", Spoiled.withoutProtection(Types.DATABASE, "database")));

  /** Production breaks it with leave: that it can hold is shown on a changed one. */
  private static final Set<String> WAIVED = Set.of("HQ_15");

  private static Inventory rotated(Inventory inventory) {
    return edit(
            Types.STACK,
            "service-secrets",
            "templateBody",
            "\"Resources\" : \\{",
            "\"Resources\" : { \"A\": {\"Type\": \"AWS::SecretsManager::RotationSchedule\"},"
                + " \"B\": {\"Type\": \"AWS::SecretsManager::RotationSchedule\"},"
                + " \"C\": {\"Type\": \"AWS::SecretsManager::RotationSchedule\"},")
        .apply(inventory);
  }

  @TestFactory
  Stream<DynamicTest> eachIsBrokenByProductionSpoilt() {
    Plan production = Plans.of("production", "");
    return Policies.ALL.stream()
        .map(
            policy ->
                DynamicTest.dynamicTest(
                    policy.id() + " " + policy.rule(),
                    () -> {
                      Inventory inventory = production.inventory();
                      Scene sound =
                          new Scene(
                              production.environment(),
                              WAIVED.contains(policy.id()) ? rotated(inventory) : inventory);
                      assertThat(policy.findings(sound)).isNotEmpty();
                      assertThat(problems(policy, sound)).isEmpty();
                      assertThat(SPOILED).as("a way to break it").containsKey(policy.id());
                      Inventory spoilt = SPOILED.get(policy.id()).apply(production.inventory());
                      assertThat(problems(policy, new Scene(production.environment(), spoilt)))
                          .isNotEmpty();
                    }));
  }

  @Test
  void eachHasANumberOfItsOwnAndSaysWhatToDo() {
    assertThat(Policies.ALL).extracting(Policy::id).doesNotHaveDuplicates();
    assertThat(Policies.ALL)
        .allSatisfy(
            policy -> {
              assertThat(policy.id()).matches("(AWS|HQ)_[0-9]+");
              assertThat(policy.rule()).hasSizeGreaterThan(10).doesNotEndWith(".");
              assertThat(policy.remedy()).hasSizeGreaterThan(5).doesNotEndWith(".");
            });
    assertThat(SPOILED.keySet())
        .containsExactlyInAnyOrderElementsOf(Policies.ALL.stream().map(Policy::id).toList());
  }

  @Test
  void whatOnlyPayingOrganisationsNeedIsNotAskedOfTheDemo() {
    Plan demo = Plans.of("demo", "");
    Scene scene = new Scene(demo.environment(), demo.inventory());
    for (String kept : List.of("AWS_157", "AWS_293", "AWS_150", "HQ_4", "HQ_10", "HQ_25")) {
      Policy policy =
          Policies.ALL.stream().filter(one -> one.id().equals(kept)).findFirst().orElseThrow();
      assertThat(policy.findings(scene)).as(kept).isEmpty();
    }
  }

  @Test
  void aCriticalAlarmIsHeardThroughACompositeOneAlone() {
    Plan production = Plans.of("production", "");
    String errors = "ALARM\\(\"agenthq-production-errors\"\\)";
    for (UnaryOperator<Inventory> silence :
        List.of(
            without(one -> one.type().equals(Types.COMPOSITE_ALARM)),
            set(Types.COMPOSITE_ALARM, "monitoring", "alarmActions", List.of()),
            set(Types.COMPOSITE_ALARM, "monitoring", "actionsEnabled", false))) {
      assertThat(silent(production, silence))
          .containsExactly("alarm-errors", "alarm-outside", "alarm-pool");
    }
    assertThat(
            silent(
                production,
                edit(Types.COMPOSITE_ALARM, "monitoring", "alarmRule", errors + " OR ", "")))
        .containsExactly("alarm-errors");
    // One of a longer name is another.
    assertThat(
            silent(
                production,
                edit(
                    Types.COMPOSITE_ALARM,
                    "monitoring",
                    "alarmRule",
                    errors,
                    "ALARM(\"agenthq-production-errors-of-others\")")))
        .containsExactly("alarm-errors");
  }

  private static List<String> silent(Plan production, UnaryOperator<Inventory> silence) {
    Scene scene = new Scene(production.environment(), silence.apply(production.inventory()));
    return new AlarmsAreHeard()
        .findings(scene).stream()
            .filter(one -> one.problem().isPresent())
            .map(Finding::resource)
            .sorted()
            .toList();
  }

  @Test
  void aSecretIsNamedByItsPlaceAndNeverShown() {
    Plan production = Plans.of("production", "");
    Scene spoilt =
        new Scene(production.environment(), SPOILED.get("HQ_22").apply(production.inventory()));
    assertThat(problems(new InputsHoldNoSecrets(), spoilt))
        .containsExactly("its input password looks like a secret");
    assertThat(PlainSecrets.in(Map.of("url", "postgres://hq:hunter2@database/agenthq")))
        .contains("its input url looks like a secret");
    assertThat(PlainSecrets.in(Map.of("masterUserSecret", "arn:aws:secretsmanager:x"))).isEmpty();
  }

  private static List<String> problems(Policy policy, Scene scene) {
    return policy.findings(scene).stream().map(Finding::problem).flatMap(Optional::stream).toList();
  }
}
