package com.genericcorp.hq.stacks.network;

import com.genericcorp.hq.stacks.network.Network.Args;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.FlowLog;
import com.pulumi.aws.ec2.FlowLogArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;

/** Who tried to reach what and was refused. What was allowed is ten times as much and is billed. */
final class FlowLogs {
  FlowLogs(String name, Args args, Vpc vpc, CustomResourceOptions child) {
    LogGroup group =
        new LogGroup(
            name + "-flow",
            LogGroupArgs.builder()
                .name("/agenthq/" + args.environment() + "/flow")
                .retentionInDays(args.logDays())
                .build(),
            child);
    Role role =
        new Role(
            name + "-flow",
            RoleArgs.builder()
                .assumeRolePolicy(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                    "Principal":{"Service":"vpc-flow-logs.amazonaws.com"},"Action":"sts:AssumeRole"}]}""")
                .build(),
            child);
    new RolePolicy(
        name + "-flow",
        RolePolicyArgs.builder()
            .role(role.id())
            .policy(
                Output.format(
                    """
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                    "Action":["logs:CreateLogStream","logs:PutLogEvents","logs:DescribeLogStreams"],\
                    "Resource":"%s:*"}]}""",
                    group.arn()))
            .build(),
        child);
    new FlowLog(
        name + "-flow",
        FlowLogArgs.builder()
            .vpcId(vpc.id())
            .trafficType("REJECT")
            .logDestinationType("cloud-watch-logs")
            .logDestination(group.arn())
            .iamRoleArn(role.arn())
            .maxAggregationInterval(600)
            .build(),
        child);
  }
}
