package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What is not needed is not allowed. */
final class ActionsAreNamed extends DocumentPolicy {
  ActionsAreNamed() {
    super("AWS_63", "No document allows all actions, or all of a service", "name the actions");
  }

  @Override
  Optional<String> problem(List<String> actions, JsonNode statement) {
    return actions.stream()
        .filter(one -> one.equals("*") || one.endsWith(":*"))
        .findFirst()
        .map(one -> "it allows the actions '" + one + "'");
  }
}
