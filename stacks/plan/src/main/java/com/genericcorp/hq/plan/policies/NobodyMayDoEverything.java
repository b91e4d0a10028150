package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Nobody needs it. */
final class NobodyMayDoEverything extends DocumentPolicy {
  NobodyMayDoEverything() {
    super("AWS_62", "No document allows everything on everything", "name actions and resources");
  }

  @Override
  Optional<String> problem(List<String> actions, JsonNode statement) {
    return unless(
        !(actions.contains("*") && Statements.texts(statement.path("Resource")).contains("*")),
        "it allows everything on everything");
  }
}
