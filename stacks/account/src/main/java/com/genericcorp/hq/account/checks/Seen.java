package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.Resource;
import com.genericcorp.hq.account.Resources;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import java.util.List;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.budgets.BudgetsClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/**
 * What a check looks at: the services, and the ids that tell the environment's resources from
 * others.
 */
record Seen(Environment environment, AwsAccount account, Resources resources) {
  /** What the environment's file says of AWS. */
  Aws aws() {
    return environment.aws().orElseThrow();
  }

  /** The ids of a type, in the order in which they were made. */
  List<String> ids(String type) {
    return resources.ids(type);
  }

  /** The id of the one of a type. */
  String id(String type) {
    return one(type).id();
  }

  Resource one(String type) {
    return resources.one(type);
  }

  AcmClient acm() {
    return account.client(AcmClient.builder());
  }

  BudgetsClient budgets() {
    return account.client(BudgetsClient.builder());
  }

  CloudWatchClient cloudWatch() {
    return account.client(CloudWatchClient.builder());
  }

  Ec2Client ec2() {
    return account.client(Ec2Client.builder());
  }

  EcsClient ecs() {
    return account.client(EcsClient.builder());
  }

  ElasticLoadBalancingV2Client elb() {
    return account.client(ElasticLoadBalancingV2Client.builder());
  }

  EventBridgeClient events() {
    return account.client(EventBridgeClient.builder());
  }

  IamClient iam() {
    return account.client(IamClient.builder());
  }

  CloudWatchLogsClient logs() {
    return account.client(CloudWatchLogsClient.builder());
  }

  RdsClient rds() {
    return account.client(RdsClient.builder());
  }

  Route53Client route53() {
    return account.client(Route53Client.builder());
  }

  S3Client s3() {
    return account.client(S3Client.builder());
  }

  SecretsManagerClient secrets() {
    return account.client(SecretsManagerClient.builder());
  }

  SnsClient sns() {
    return account.client(SnsClient.builder());
  }

  Wafv2Client waf() {
    return account.client(Wafv2Client.builder());
  }
}
