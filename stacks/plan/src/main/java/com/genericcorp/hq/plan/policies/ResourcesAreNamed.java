package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What belongs to others is not touched. */
final class ResourcesAreNamed extends DocumentPolicy {
  /** Actions that know no resource. */
  private static final Set<String> ALL_ONLY = Set.of("ecr:GetAuthorizationToken");

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
            || ALL_ONLY.containsAll(actions),
        "it allows " + String.join(", ", actions) + " on every resource");
  }
}
