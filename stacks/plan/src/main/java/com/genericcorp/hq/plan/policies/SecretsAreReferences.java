package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values of variables are readable by whoever may describe a task. */
final class SecretsAreReferences extends ContainerPolicy {
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|KEY|TOKEN|CREDENTIAL");

  /** Names where it is, not what it is. */
  private static final Pattern FILE = Pattern.compile("_(FILE|ARN)$");

  SecretsAreReferences() {
    super(
        "HQ_7",
        "A container gets secrets by reference",
        "move the variable to the container's secrets, with its ARN");
  }

  @Override
  Optional<String> problem(JsonNode container) {
    for (JsonNode variable : container.path("environment")) {
      String name = variable.path("name").asText();
      if (SECRET.matcher(name).find() && !FILE.matcher(name).find()) {
        return Optional.of("has the variable " + name + " in the clear");
      }
    }
    return Optional.empty();
  }
}
