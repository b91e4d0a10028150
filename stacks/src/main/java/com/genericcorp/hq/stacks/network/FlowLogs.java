package com.genericcorp.hq.stacks.network;

import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.iam.ServiceRole;
import com.genericcorp.hq.stacks.network.Network.Args;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.FlowLog;
import com.pulumi.aws.ec2.FlowLogArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

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
    ServiceRole role =
        new ServiceRole(name + "-flow", "vpc-flow-logs.amazonaws.com", args.account(), child)
            .with(
                new Policy()
                    .allow(
                        List.of(
                            "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"),
                        Output.format("%s:*", group.arn())));
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
