package com.genericcorp.hq.stacks.bootstrap;

import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.service.Registry;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the deploying role may do besides making roles: what an environment's parts are made of, in
 * its account and region, and nothing else. No machines, no functions, no sharing of snapshots, no
 * secret's value but the probe's. Which actions know resources is from AWS's service authorization
 * reference.
 */
final class DeployRights {
  private final String account;
  private final String here;
  private final Policy policy = new Policy();

  private DeployRights(GithubAccess.Args args) {
    this.account = args.account();
    this.here = args.region() + ":" + account;
  }

  /** The documents by name: each is short enough for a managed policy. */
  static Map<String, Output<String>> documents(GithubAccess.Args args) {
    DeployRights below = new DeployRights(args);
    below.look(args.region());
    below.network();
    below.database();
    below.storage(args.environment(), args.kept());
    below.state();
    DeployRights above = new DeployRights(args);
    above.service();
    above.edge();
    above.monitoring();
    Map<String, Output<String>> documents = new LinkedHashMap<>();
    documents.put("foundation", below.policy.document());
    documents.put("service", above.policy.document());
    return documents;
  }

  /** What knows no single resource, and changes none. */
  private void look(String region) {
    List<String> all = new ArrayList<>();
    for (String service :
        List.of(
            "acm",
            "application-autoscaling",
            "cloudwatch",
            "ec2",
            "ecs",
            "elasticloadbalancing",
            "logs",
            "rds",
            "wafv2")) {
      all.add(service + ":Describe*");
      all.add(service + ":List*");
    }
    all.addAll(
        actions("cloudwatch", "GetMetricData", "GetMetricStatistics", "GetMetricWidgetImage"));
    all.addAll(actions("secretsmanager", "GetRandomPassword", "ListSecrets"));
    all.addAll(actions("sns", "ListSubscriptions"));
    all.addAll(actions("ecr", "GetAuthorizationToken"));
    all.addAll(actions("servicequotas", "GetServiceQuota"));
    // These two make something, and know no resource either.
    all.addAll(actions("acm", "RequestCertificate"));
    all.addAll(actions("ecs", "DeregisterTaskDefinition", "RegisterTaskDefinition"));
    policy.allowIf(
        Map.of("StringEquals", Map.of("aws:RequestedRegion", region)),
        all,
        List.of(Output.of("*")));
    policy.allow(actions("route53", "CreateHealthCheck", "List*"), Output.of("*"));
  }

  private void network() {
    allow(
        "arn:aws:ec2:" + here + ":*",
        actions(
            "ec2",
            "*InternetGateway",
            "*NatGateway",
            "*Route",
            "*RouteTable",
            "*SecurityGroup",
            "*SecurityGroupEgress",
            "*SecurityGroupIngress",
            "*SecurityGroupRule*",
            "*Subnet",
            "*Vpc",
            "*VpcEndpoint*",
            "AllocateAddress",
            "CreateFlowLogs",
            "CreateTags",
            "DeleteFlowLogs",
            "DeleteTags",
            "ModifySubnetAttribute",
            "ModifyVpcAttribute",
            "ReleaseAddress"));
  }

  private void database() {
    allow(
        "arn:aws:rds:" + here + ":*",
        actions(
            "rds",
            "*DBInstance",
            "*DBParameterGroup",
            "*DBSubnetGroup",
            "AddTagsToResource",
            "CreateDBSnapshot",
            "RemoveTagsFromResource",
            "RestoreDBInstanceToPointInTime"));
    allow(
        "arn:aws:secretsmanager:" + here + ":secret:*",
        actions(
            "secretsmanager",
            "CreateSecret",
            "DeleteSecret",
            "DescribeSecret",
            "GetResourcePolicy",
            "RotateSecret",
            "TagResource",
            "UntagResource",
            "UpdateSecret"));
    allow(
        "arn:aws:secretsmanager:" + here + ":secret:Probe-*",
        List.of("secretsmanager:GetSecretValue"));
    allow(
        "arn:aws:cloudformation:" + here + ":stack/agenthq-*",
        actions(
            "cloudformation",
            "CreateStack",
            "DeleteStack",
            "Describe*",
            "GetTemplate",
            "TagResource",
            "UntagResource",
            "UpdateStack"));
    // AWS's own keys, as RDS and Secrets Manager use them on behalf of who asks.
    policy.allowIf(
        Map.of(
            "StringLike",
            Map.of(
                "kms:ViaService",
                List.of("rds.*.amazonaws.com", "secretsmanager.*.amazonaws.com"))),
        actions("kms", "CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey"),
        List.of(Output.of("arn:aws:kms:" + here + ":key/*")));
  }

  private void service() {
    allow(
        "arn:aws:ecs:" + here + ":*",
        actions(
            "ecs",
            "CreateCluster",
            "CreateService",
            "DeleteCluster",
            "DeleteService",
            "PutClusterCapacityProviders",
            "RunTask",
            "StopTask",
            "TagResource",
            "UntagResource",
            "UpdateCluster*",
            "UpdateService"));
    allow(
        "arn:aws:application-autoscaling:" + here + ":*",
        actions(
            "application-autoscaling",
            "DeleteScalingPolicy",
            "DeregisterScalableTarget",
            "PutScalingPolicy",
            "RegisterScalableTarget",
            "TagResource",
            "UntagResource"));
    allow(
        "arn:aws:scheduler:" + here + ":schedule*",
        actions("scheduler", "*Schedule", "TagResource", "UntagResource", "ListTagsForResource"));
    allow(
        "arn:aws:ecr:" + here + ":repository/" + Registry.SERVER,
        actions(
            "ecr",
            "BatchCheckLayerAvailability",
            "BatchGetImage",
            "CompleteLayerUpload",
            "Describe*",
            "GetDownloadUrlForLayer",
            "InitiateLayerUpload",
            "PutImage",
            "UploadLayerPart"));
  }

  private void edge() {
    allow(
        "arn:aws:elasticloadbalancing:" + here + ":*",
        actions(
            "elasticloadbalancing",
            "AddTags",
            "CreateListener",
            "CreateLoadBalancer",
            "CreateTargetGroup",
            "Delete*",
            "Modify*",
            "RemoveTags",
            "Set*"));
    allow(
        "arn:aws:acm:" + here + ":certificate/*",
        actions("acm", "AddTagsToCertificate", "DeleteCertificate", "RemoveTagsFromCertificate"));
    policy.allow(
        actions(
            "wafv2",
            "AssociateWebACL",
            "CreateWebACL",
            "DeleteWebACL",
            "DisassociateWebACL",
            "Get*",
            "TagResource",
            "UntagResource",
            "UpdateWebACL"),
        Output.of("arn:aws:wafv2:" + here + ":*"),
        Output.of("arn:aws:elasticloadbalancing:" + here + ":loadbalancer/app/*"));
    allow("arn:aws:route53:::change/*", actions("route53", "GetChange"));
    allow(
        "arn:aws:route53:::healthcheck/*",
        actions(
            "route53",
            "ChangeTagsForResource",
            "DeleteHealthCheck",
            "GetHealthCheck",
            "UpdateHealthCheck"));
    // Records come and go; the zone itself is the bootstrap's.
    allow(
        "arn:aws:route53:::hostedzone/*",
        actions("route53", "ChangeResourceRecordSets", "GetHostedZone"));
  }

  private void monitoring() {
    policy.allow(
        actions(
            "cloudwatch",
            "DeleteAlarms",
            "DeleteDashboards",
            "GetDashboard",
            "PutCompositeAlarm",
            "PutDashboard",
            "PutMetricAlarm",
            "TagResource",
            "UntagResource"),
        Output.of("arn:aws:cloudwatch:" + here + ":alarm:*"),
        Output.of("arn:aws:cloudwatch::" + account + ":dashboard/*"));
    allow(
        "arn:aws:logs:" + here + ":log-group:*",
        actions(
            "logs",
            "CreateLogGroup",
            "DeleteLogGroup",
            "FilterLogEvents",
            "GetLogEvents",
            "PutRetentionPolicy",
            "TagResource",
            "UntagResource"));
    allow(
        "arn:aws:sns:" + here + ":*",
        actions(
            "sns",
            "CreateTopic",
            "DeleteTopic",
            "Get*",
            "ListSubscriptionsByTopic",
            "ListTagsForResource",
            "SetTopicAttributes",
            "Subscribe",
            "TagResource",
            "Unsubscribe",
            "UntagResource"));
    allow(
        "arn:aws:events:" + here + ":rule/agenthq-*",
        actions(
            "events",
            "DeleteRule",
            "DescribeRule",
            "ListTagsForResource",
            "ListTargetsByRule",
            "PutRule",
            "PutTargets",
            "RemoveTargets",
            "TagResource",
            "UntagResource"));
    allow(
        "arn:aws:budgets::" + account + ":budget/*",
        actions(
            "budgets",
            "ListTagsForResource",
            "ModifyBudget",
            "TagResource",
            "UntagResource",
            "ViewBudget"));
  }

  /** The environment's buckets; never what organisations left behind in them, where it is kept. */
  private void storage(String environment, boolean kept) {
    String buckets = "arn:aws:s3:::agenthq-" + environment + "-";
    allow(
        buckets + "*",
        actions(
            "s3",
            "CreateBucket",
            "DeleteBucket*",
            "GetAccelerateConfiguration",
            "GetBucket*",
            "GetEncryptionConfiguration",
            "GetLifecycleConfiguration",
            "GetReplicationConfiguration",
            "ListBucket*",
            "PutBucket*",
            "PutEncryptionConfiguration",
            "PutLifecycleConfiguration"));
    // A bucket goes with what is in it.
    allow(buckets + (kept ? "access-logs-*" : "*"), actions("s3", "DeleteObject*"));
  }

  /** Pulumi's state: a former version of it cannot be deleted, nor the bucket changed. */
  private void state() {
    allow(
        "arn:aws:s3:::" + StateStore.bucketName(account) + "*",
        actions("s3", "DeleteObject", "GetBucket*", "GetObject", "ListBucket", "PutObject"));
    policy.allowIf(
        Map.of("ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", StateStore.KEY_ALIAS)),
        actions("kms", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"),
        List.of(Output.of("arn:aws:kms:" + here + ":key/*")));
  }

  private void allow(String resource, List<String> actions) {
    policy.allow(actions, Output.of(resource));
  }

  private static List<String> actions(String service, String... names) {
    return Arrays.stream(names).map(name -> service + ":" + name).toList();
  }
}
