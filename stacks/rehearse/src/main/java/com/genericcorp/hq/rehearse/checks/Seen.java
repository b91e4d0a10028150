package com.genericcorp.hq.rehearse.checks;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.rehearse.account.Made;
import com.genericcorp.hq.rehearse.engine.Clients;
import java.util.List;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.budgets.BudgetsClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/**
 * What a check looks at: the services, and the ids that tell the environment's resources from
 * others.
 */
record Seen(Environment environment, Clients clients, List<Made> made) {
  /** The ids of what was made of a type, in their order. */
  List<String> ids(String type) {
    return made.stream().filter(one -> one.mapping().type().equals(type)).map(Made::id).toList();
  }

  /** The one of a type. */
  String id(String type) {
    List<String> ids = ids(type);
    if (ids.isEmpty()) {
      throw new IllegalStateException("no " + type + " was made");
    }
    return ids.get(0);
  }

  AcmClient acm() {
    return clients.of("acm", AcmClient.class);
  }

  BudgetsClient budgets() {
    return clients.of("budgets", BudgetsClient.class);
  }

  CloudWatchClient cloudWatch() {
    return clients.of("cloudwatch", CloudWatchClient.class);
  }

  Ec2Client ec2() {
    return clients.of("ec2", Ec2Client.class);
  }

  EcsClient ecs() {
    return clients.of("ecs", EcsClient.class);
  }

  ElasticLoadBalancingV2Client elb() {
    return clients.of("elb", ElasticLoadBalancingV2Client.class);
  }

  IamClient iam() {
    return clients.of("iam", IamClient.class);
  }

  CloudWatchLogsClient logs() {
    return clients.of("logs", CloudWatchLogsClient.class);
  }

  RdsClient rds() {
    return clients.of("rds", RdsClient.class);
  }

  Route53Client route53() {
    return clients.of("route53", Route53Client.class);
  }

  S3Client s3() {
    return clients.of("s3", S3Client.class);
  }

  SnsClient sns() {
    return clients.of("sns", SnsClient.class);
  }

  Wafv2Client waf() {
    return clients.of("waf", Wafv2Client.class);
  }
}
