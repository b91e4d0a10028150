package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A tag may mean another image tomorrow. */
final class ImagesAreNamedByDigest extends ContainerPolicy {
  ImagesAreNamedByDigest() {
    super("HQ_5", "An image is named by its digest", "name it …@sha256:…");
  }

  @Override
  Optional<String> problem(JsonNode container) {
    return unless(
        container.path("image").asText().matches(".+@sha256:[0-9a-f]{64}"),
        "runs '" + container.path("image").asText() + "', which has no digest");
  }
}
