package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.stacks.service.Registry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Harmless questions to the services that a deployment needs, each of which AWS may refuse. What
 * one may write shows only when it is written: asking (iam:SimulatePrincipalPolicy) is a right of
 * its own, which the deploying role does not have.
 */
final class ReadsAreAllowed extends Precondition {
  static final String NAME = "permissions";

  private static final Map<String, Consumer<AwsAccount>> READS = new LinkedHashMap<>();

  static {
    READS.put("ec2:DescribeVpcs", in -> in.client(Ec2Client.builder()).describeVpcs());
    READS.put("ecs:ListClusters", in -> in.client(EcsClient.builder()).listClusters());
    READS.put(
        "rds:DescribeDBInstances", in -> in.client(RdsClient.builder()).describeDBInstances());
    READS.put(
        "ecr:DescribeRepositories",
        in ->
            in.client(EcrClient.builder())
                .describeRepositories(ask -> ask.repositoryNames(Registry.SERVER)));
    READS.put(
        "elasticloadbalancing:DescribeLoadBalancers",
        in -> in.client(ElasticLoadBalancingV2Client.builder()).describeLoadBalancers());
    READS.put(
        "route53:ListHostedZones", in -> in.client(Route53Client.builder()).listHostedZones());
    READS.put("acm:ListCertificates", in -> in.client(AcmClient.builder()).listCertificates());
    READS.put(
        "cloudwatch:DescribeAlarms", in -> in.client(CloudWatchClient.builder()).describeAlarms());
    READS.put(
        "logs:DescribeLogGroups",
        in -> in.client(CloudWatchLogsClient.builder()).describeLogGroups());
    READS.put(
        "secretsmanager:ListSecrets",
        in -> in.client(SecretsManagerClient.builder()).listSecrets());
  }

  /** What is asked, as IAM calls it. */
  static Set<String> actions() {
    return Collections.unmodifiableSet(READS.keySet());
  }

  ReadsAreAllowed() {
    super(NAME, CredentialsAreGood.NAME, AccountIsRight.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    List<String> refused = new ArrayList<>();
    READS.forEach(
        (action, ask) -> {
          try {
            ask.accept(around.account());
          } catch (SdkException problem) {
            if (AwsRefusal.of(problem) == AwsRefusal.DENIED) {
              refused.add(action);
            } // anything else, such as a repository that is not there, is another check's
          }
        });
    return refused.isEmpty()
        ? holds(READS.size() + " harmless reads are allowed; writes show when they are made")
        : lacks(
            "refused: " + String.join(", ", refused),
            "ask for them, or take the role agenthq-github-deploy as the workflows do");
  }
}
