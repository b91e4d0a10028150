package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Who breaks into the server cannot change schemas. */
final class ServerHasNoOthersCredentials extends ContainerPolicy {
  ServerHasNoOthersCredentials() {
    super(
        "HQ_8",
        "What serves has neither the migrator's nor the master's credentials",
        "leave them to the containers that prepare and migrate");
  }

  @Override
  Optional<String> problem(JsonNode container) {
    if (!container.path("command").path(0).asText().equals("serve")) {
      return Optional.empty();
    }
    for (String part : List.of("environment", "secrets")) {
      for (JsonNode variable : container.path(part)) {
        String name = variable.path("name").asText();
        if (name.startsWith("MIGRATOR_") || name.startsWith("ADMINISTRATOR_")) {
          return Optional.of("has " + name);
        }
      }
    }
    return Optional.empty();
  }
}
