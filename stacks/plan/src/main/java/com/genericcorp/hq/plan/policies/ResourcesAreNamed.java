package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What belongs to others is not touched. */
final class ResourcesAreNamed extends DocumentPolicy {
  /** Actions that know no resource, of AWS's service authorization reference. */
  private static final Set<String> ALL_ONLY =
      Set.of(
          "acm:RequestCertificate",
          "cloudwatch:GetMetricData",
          "cloudwatch:GetMetricStatistics",
          "cloudwatch:GetMetricWidgetImage",
          "ecr:GetAuthorizationToken",
          "ecs:DeregisterTaskDefinition",
          "ecs:RegisterTaskDefinition",
          "route53:CreateHealthCheck",
          "secretsmanager:GetRandomPassword",
          "servicequotas:GetServiceQuota");

  /**
   * Lists what there is, or describes it: of many of them the same is true, and none changes
   * anything.
   */
  private static final Pattern LOOKS = Pattern.compile("[a-z0-9-]+:(Describe|List)[A-Za-z]*\\*?");

  ResourcesAreNamed() {
    super(
        "AWS_355",
        "No document allows actions on all resources that know single ones",
        "name the resources");
  }

  @Override
  Optional<String> problem(List<String> actions, JsonNode statement) {
    return unless(
        !Statements.texts(statement.path("Resource")).contains("*")
            || actions.stream()
                .allMatch(one -> ALL_ONLY.contains(one) || LOOKS.matcher(one).matches()),
        "it allows " + String.join(", ", actions) + " on every resource");
  }
}
