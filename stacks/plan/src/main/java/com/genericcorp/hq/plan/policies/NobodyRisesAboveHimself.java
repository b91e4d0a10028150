package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rights that can be widened are all rights. */
final class NobodyRisesAboveHimself extends DocumentPolicy {
  private static final Set<String> RISING =
      Set.of(
          "iam:AttachRolePolicy",
          "iam:AttachUserPolicy",
          "iam:CreateAccessKey",
          "iam:CreateLoginProfile",
          "iam:CreatePolicyVersion",
          "iam:CreateRole",
          "iam:PassRole",
          "iam:PutRolePolicy",
          "iam:PutUserPolicy",
          "iam:SetDefaultPolicyVersion",
          "iam:UpdateAssumeRolePolicy");

  NobodyRisesAboveHimself() {
    super(
        "AWS_286",
        "No document lets its holder give himself more",
        "name roles by a path, and add a condition such as iam:PermissionsBoundary");
  }

  @Override
  Optional<String> problem(List<String> actions, JsonNode statement) {
    boolean everybody =
        Statements.texts(statement.path("Resource")).stream()
            .anyMatch(
                one -> one.equals("*") || one.endsWith(":role/*") || one.endsWith(":policy/*"));
    return unless(
        !everybody || actions.stream().noneMatch(RISING::contains),
        "it allows " + String.join(", ", actions) + " on every role or policy");
  }
}
