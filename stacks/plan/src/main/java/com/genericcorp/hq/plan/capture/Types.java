package com.genericcorp.hq.plan.capture;

/** Pulumi's tokens of the types that prices and policies are about. */
public final class Types {
  public static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
  public static final String BALANCER = "aws:lb/loadBalancer:LoadBalancer";
  public static final String BUCKET = "aws:s3/bucketV2:BucketV2";
  public static final String BUDGET = "aws:budgets/budget:Budget";
  public static final String CLUSTER = "aws:ecs/cluster:Cluster";
  public static final String COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
  public static final String DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
  public static final String DATABASE = "aws:rds/instance:Instance";
  public static final String ADDRESS = "aws:ec2/eip:Eip";
  public static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
  public static final String FIREWALL = "aws:wafv2/webAcl:WebAcl";
  public static final String FIREWALL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
  public static final String FLOW_LOG = "aws:ec2/flowLog:FlowLog";
  public static final String HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";
  public static final String KEY = "aws:kms/key:Key";
  public static final String LISTENER = "aws:lb/listener:Listener";
  public static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
  public static final String NAT = "aws:ec2/natGateway:NatGateway";
  public static final String PARAMETERS = "aws:rds/parameterGroup:ParameterGroup";
  public static final String RECORD = "aws:route53/record:Record";
  public static final String REPOSITORY = "aws:ecr/repository:Repository";
  public static final String ROLE = "aws:iam/role:Role";
  public static final String SCALING = "aws:appautoscaling/policy:Policy";
  public static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
  public static final String SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
  public static final String SERVICE = "aws:ecs/service:Service";
  public static final String STACK = "aws:cloudformation/stack:Stack";
  public static final String SUBNET = "aws:ec2/subnet:Subnet";
  public static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
  public static final String TARGETS = "aws:lb/targetGroup:TargetGroup";
  public static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";
  public static final String TOPIC = "aws:sns/topic:Topic";
  public static final String VPC = "aws:ec2/vpc:Vpc";
  public static final String ZONE = "aws:route53/zone:Zone";

  private Types() {}
}
