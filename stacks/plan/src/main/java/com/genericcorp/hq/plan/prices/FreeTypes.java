package com.genericcorp.hq.plan.prices;

import java.util.Map;
import java.util.Optional;

/** Types for which AWS bills nothing, each with the reason. */
public final class FreeTypes {
  private static final String PLUMBING = "a VPC's parts are free; what runs in it is billed";
  private static final String ACCESS = "IAM is free";
  private static final String BUCKET = "part of its bucket, which is billed";
  private static final String BALANCER = "part of its load balancer, which is billed";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("aws:ec2/vpc:Vpc", PLUMBING),
          Map.entry("aws:ec2/subnet:Subnet", PLUMBING),
          Map.entry("aws:ec2/internetGateway:InternetGateway", PLUMBING),
          Map.entry("aws:ec2/routeTable:RouteTable", PLUMBING),
          Map.entry("aws:ec2/route:Route", PLUMBING),
          Map.entry("aws:ec2/routeTableAssociation:RouteTableAssociation", PLUMBING),
          Map.entry("aws:ec2/securityGroup:SecurityGroup", PLUMBING),
          Map.entry("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", PLUMBING),
          Map.entry("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", PLUMBING),
          Map.entry("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", PLUMBING),
          Map.entry("aws:iam/role:Role", ACCESS),
          Map.entry("aws:iam/rolePolicy:RolePolicy", ACCESS),
          Map.entry("aws:iam/rolePolicyAttachment:RolePolicyAttachment", ACCESS),
          Map.entry("aws:iam/policy:Policy", ACCESS),
          Map.entry("aws:iam/openIdConnectProvider:OpenIdConnectProvider", ACCESS),
          Map.entry("aws:s3/bucketPolicy:BucketPolicy", BUCKET),
          Map.entry("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", BUCKET),
          Map.entry("aws:s3/bucketOwnershipControls:BucketOwnershipControls", BUCKET),
          Map.entry("aws:s3/bucketVersioningV2:BucketVersioningV2", BUCKET),
          Map.entry(
              "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
              BUCKET),
          Map.entry("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", BUCKET),
          Map.entry("aws:lb/listener:Listener", BALANCER),
          Map.entry("aws:lb/listenerRule:ListenerRule", BALANCER),
          Map.entry("aws:lb/targetGroup:TargetGroup", BALANCER),
          Map.entry("aws:acm/certificate:Certificate", "ACM's public certificates are free"),
          Map.entry(
              "aws:acm/certificateValidation:CertificateValidation",
              "ACM's public certificates are free"),
          Map.entry(
              "aws:wafv2/webAclAssociation:WebAclAssociation",
              "part of its web ACL, which is billed"),
          Map.entry("aws:rds/subnetGroup:SubnetGroup", "part of its database, which is billed"),
          Map.entry(
              "aws:rds/parameterGroup:ParameterGroup", "part of its database, which is billed"),
          Map.entry("aws:appautoscaling/target:Target", "the tasks that it starts are billed"),
          Map.entry("aws:ecs/taskDefinition:TaskDefinition", "the tasks made of it are billed"),
          Map.entry("aws:ecr/lifecyclePolicy:LifecyclePolicy", "part of its repository"),
          Map.entry("aws:kms/alias:Alias", "part of its key, which is billed"),
          Map.entry("aws:cloudwatch/eventRule:EventRule", "events of AWS's own services are free"),
          Map.entry("aws:cloudwatch/eventTarget:EventTarget", "part of its rule"),
          Map.entry("aws:sns/topicPolicy:TopicPolicy", "part of its topic"),
          Map.entry("aws:sns/topic:Topic", "what it sends is billed, with its subscriptions"),
          Map.entry(
              "aws:budgets/budget:Budget", "a budget that tells and does nothing more is free"));

  private FreeTypes() {}

  /** Why nothing is billed for a type; empty when that is not known of it. */
  public static Optional<String> reason(String type) {
    return Optional.ofNullable(REASONS.get(type));
  }
}
