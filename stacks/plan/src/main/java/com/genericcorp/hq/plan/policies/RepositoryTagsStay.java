package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A version is one image for ever. */
final class RepositoryTagsStay extends ResourcePolicy {
  RepositoryTagsStay() {
    super(
        "AWS_51",
        Types.REPOSITORY,
        "A repository's tags never change",
        "set imageTagMutability to IMMUTABLE");
  }

  @Override
  Optional<String> problem(Captured repository, Scene scene) {
    return unless(
        repository.text("imageTagMutability").orElse("").startsWith("IMMUTABLE"),
        "its tags may be moved");
  }
}
