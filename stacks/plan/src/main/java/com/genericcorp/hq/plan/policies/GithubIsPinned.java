package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Every repository of the world has tokens of the same issuer. */
final class GithubIsPinned extends ResourcePolicy {
  private static final String ISSUER = "token.actions.githubusercontent.com";

  GithubIsPinned() {
    super(
        "AWS_358",
        Types.ROLE,
        "A role for GitHub is taken by one environment of one repository",
        "pin …:sub to repo:OWNER/NAME:environment:ENVIRONMENT, and …:aud");
  }

  @Override
  Optional<String> problem(Captured role, Scene scene) {
    String repository = scene.environment().aws().orElseThrow().githubRepository();
    for (JsonNode one : Statements.allowing(role, "assumeRolePolicy")) {
      if (!Statements.texts(one.path("Action")).contains("sts:AssumeRoleWithWebIdentity")) {
        continue;
      }
      JsonNode equal = one.path("Condition").path("StringEquals");
      String subject = equal.path(ISSUER + ":sub").asText();
      if (!subject.startsWith("repo:" + repository + ":environment:")
          || subject.contains("*")
          || !equal.path(ISSUER + ":aud").asText().equals("sts.amazonaws.com")) {
        return Optional.of("its subject is '" + subject + "'");
      }
    }
    return Optional.empty();
  }
}
