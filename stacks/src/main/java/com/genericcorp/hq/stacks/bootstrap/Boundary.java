package com.genericcorp.hq.stacks.bootstrap;

import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.iam.ServiceRole;
import com.genericcorp.hq.stacks.service.Registry;
import com.pulumi.aws.iam.PolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * The most that a role of an environment can ever do, whatever its own policy says: no role that
 * the deploying role makes can do more than what the environment's parts need.
 */
final class Boundary {
  Boundary(String name, String account, String region, CustomResourceOptions child) {
    String here = region + ":" + account;
    new com.pulumi.aws.iam.Policy(
        name + "-boundary",
        PolicyArgs.builder()
            .name(ServiceRole.BOUNDARY)
            .path(ServiceRole.PATH)
            .description("The most that a role of an environment can do")
            .policy(
                new Policy()
                    .allow(List.of("ecr:GetAuthorizationToken"), Output.of("*"))
                    .allow(
                        List.of(
                            "ecr:BatchCheckLayerAvailability",
                            "ecr:BatchGetImage",
                            "ecr:GetDownloadUrlForLayer"),
                        Output.of("arn:aws:ecr:" + here + ":repository/" + Registry.SERVER))
                    .allow(
                        List.of(
                            "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"),
                        Output.of("arn:aws:logs:" + here + ":log-group:/agenthq/*"))
                    .allow(
                        List.of("secretsmanager:GetSecretValue"),
                        Output.of("arn:aws:secretsmanager:" + here + ":secret:*"))
                    .allow(
                        List.of(
                            "s3:ListBucket",
                            "s3:ListBucketMultipartUploads",
                            "s3:AbortMultipartUpload",
                            "s3:GetObject",
                            "s3:PutObject"),
                        Output.of("arn:aws:s3:::agenthq-*-exports-" + account),
                        Output.of("arn:aws:s3:::agenthq-*-exports-" + account + "/*"))
                    .allow(
                        List.of("ecs:RunTask"),
                        Output.of("arn:aws:ecs:" + here + ":task-definition/agenthq-*"))
                    .allow(
                        List.of("ecs:TagResource"),
                        Output.of("arn:aws:ecs:" + here + ":task/agenthq-*"))
                    .allowIf(
                        Map.of(
                            "StringEquals",
                            Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com")),
                        List.of("iam:PassRole"),
                        List.of(
                            Output.of(
                                "arn:aws:iam::" + account + ":role" + ServiceRole.PATH + "*")))
                    .document())
            .build(),
        CustomResourceOptions.merge(child, CustomResourceOptions.builder().protect(true).build()));
  }
}
