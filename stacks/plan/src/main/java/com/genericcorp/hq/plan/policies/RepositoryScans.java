package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Known holes are heard of. */
final class RepositoryScans extends ResourcePolicy {
  RepositoryScans() {
    super(
        "AWS_163",
        Types.REPOSITORY,
        "A repository scans what is pushed",
        "set imageScanningConfiguration.scanOnPush");
  }

  @Override
  Optional<String> problem(Captured repository, Scene scene) {
    return unless(
        Boolean.TRUE.equals(repository.map("imageScanningConfiguration").get("scanOnPush")),
        "it does not scan");
  }
}
