package com.genericcorp.hq.rehearse.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.capture.Capture;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.stacks.BootstrapStack;
import com.genericcorp.hq.stacks.EnvironmentStack;
import com.genericcorp.hq.stacks.StackInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The role that deploys may make the calls that an environment is made by. */
class DeployRightsTest {
  private static final int MOST_CHARACTERS = 6_144; // of a managed policy, white space left out

  /** IAM's prefix of a service, where it is another than the table's name. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "autoscaling", "application-autoscaling",
          "elb", "elasticloadbalancing",
          "secrets", "secretsmanager",
          "waf", "wafv2");

  /** IAM's action for a call, where it has another name. */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "s3:PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock",
          "s3:DeletePublicAccessBlock", "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketEncryption", "s3:PutEncryptionConfiguration",
          "s3:DeleteBucketEncryption", "s3:PutEncryptionConfiguration",
          "s3:PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration",
          "s3:DeleteBucketLifecycle", "s3:PutLifecycleConfiguration",
          "budgets:CreateBudget", "budgets:ModifyBudget",
          "budgets:DeleteBudget", "budgets:ModifyBudget");

  /** What 'preflight' and 'verify' ask for, beside Describe, by whoever deploys. */
  private static final Set<String> LOOKS =
      Set.of(
          "secretsmanager:ListSecrets",
          "secretsmanager:GetSecretValue",
          "servicequotas:GetServiceQuota",
          "sns:ListSubscriptions",
          "sns:ListSubscriptionsByTopic",
          "route53:ListHostedZones",
          "route53:ListHostedZonesByName",
          "route53:GetHostedZone",
          "route53:ListResourceRecordSets",
          "acm:ListCertificates",
          "ecs:ListClusters",
          "ecs:ListTasks",
          "cloudwatch:ListDashboards",
          "cloudwatch:GetDashboard",
          "cloudwatch:GetMetricData",
          "wafv2:GetWebACLForResource",
          "budgets:ViewBudget",
          "events:DescribeRule",
          "events:ListTargetsByRule",
          "s3:GetBucketPolicy",
          "s3:GetBucketPublicAccessBlock",
          "s3:GetLifecycleConfiguration",
          "s3:GetEncryptionConfiguration",
          "s3:GetObject",
          "s3:ListBucket",
          "logs:GetLogEvents",
          "iam:GetRole");

  @Test
  void everyCallThatMakesOrDestroysAnEnvironmentIsAllowed() throws Exception {
    Environments environments = new Environments(Repository.find().environments());
    for (String name : environments.names()) {
      Environment environment = environments.load(name);
      if (environment.platform() != Platform.AWS) {
        continue;
      }
      var aws = environment.aws().orElseThrow();
      PlannedAccount account = new PlannedAccount(aws.region(), aws.account());
      StackInputs inputs = StackInputs.planned(environment);
      Set<String> needed = new TreeSet<>();
      for (Captured one :
          Capture.of(name, account, context -> EnvironmentStack.build(inputs)).inAws()) {
        Mapping mapping = Mappings.load().of(one.type());
        if (mapping.whyNot().isEmpty()) {
          needed.add(action(mapping.service(), mapping.create()));
          mapping.then().forEach(call -> needed.add(action(mapping.service(), call.operation())));
          mapping.delete().forEach(call -> needed.add(action(mapping.service(), call.operation())));
        }
      }
      // A rehearsal clears up the last snapshot; who deploys must not be able to.
      needed.remove("rds:DeleteDBSnapshot");
      assertThat(needed).hasSizeGreaterThan(60);
      needed.addAll(LOOKS);
      List<String> allowed = allowed(environment, account);
      assertThat(needed)
          .as(name)
          .allMatch(action -> allowed.stream().anyMatch(pattern -> matches(pattern, action)));
      assertThat(
              List.of(
                  "ec2:RunInstances",
                  "lambda:CreateFunction",
                  "rds:ModifyDBSnapshotAttribute",
                  "iam:CreateUser",
                  "iam:AttachUserPolicy",
                  "organizations:LeaveOrganization",
                  "ec2:CreateVpcPeeringConnection",
                  "rds:DeleteDBSnapshot",
                  "sts:AssumeRole",
                  "route53:CreateHostedZone",
                  "route53:DeleteHostedZone",
                  "ecs:ExecuteCommand"))
          .as("%s: what no environment is made of", name)
          .noneMatch(action -> allowed.stream().anyMatch(pattern -> matches(pattern, action)));
    }
  }

  private static List<String> allowed(Environment environment, PlannedAccount account)
      throws Exception {
    List<String> actions = new ArrayList<>();
    int documents = 0;
    for (Captured one :
        Capture.of("bootstrap", account, context -> BootstrapStack.build(environment)).inAws()) {
      boolean policy = one.type().endsWith(":Policy") || one.type().endsWith(":RolePolicy");
      if (policy && one.name().startsWith("github-deploy-")) {
        String document = String.valueOf(one.inputs().get("policy"));
        assertThat(document.replaceAll("\\s", "").length()).isLessThan(MOST_CHARACTERS);
        documents++;
        for (JsonNode statement : Json.mapper().readTree(document).path("Statement")) {
          assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
          statement.path("Action").forEach(action -> actions.add(action.asText()));
        }
      }
    }
    assertThat(documents).isEqualTo(3);
    return actions;
  }

  private static String action(String service, String operation) {
    String action = PREFIXES.getOrDefault(service, service) + ":" + operation;
    return ACTIONS.getOrDefault(action, action);
  }

  private static boolean matches(String pattern, String action) {
    return action.matches(pattern.replace("*", ".*"));
  }
}
