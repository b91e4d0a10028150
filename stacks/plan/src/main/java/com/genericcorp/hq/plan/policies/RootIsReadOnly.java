package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Who breaks in finds nothing to change. */
final class RootIsReadOnly extends ContainerPolicy {
  RootIsReadOnly() {
    super("AWS_336", "A container cannot write to its image", "set readonlyRootFilesystem");
  }

  @Override
  Optional<String> problem(JsonNode container) {
    return unless(container.path("readonlyRootFilesystem").asBoolean(), "may write to its image");
  }
}
