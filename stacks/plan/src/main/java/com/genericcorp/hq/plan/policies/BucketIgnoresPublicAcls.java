package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Nobody outside the account can be let in. */
final class BucketIgnoresPublicAcls extends ResourcePolicy {
  BucketIgnoresPublicAcls() {
    super(
        "AWS_55",
        Types.BUCKET,
        "A bucket has ignorePublicAcls",
        "set ignorePublicAcls in its BucketPublicAccessBlock");
  }

  @Override
  Optional<String> problem(Captured bucket, Scene scene) {
    return unless(
        Parts.of(bucket, "BucketPublicAccessBlock", scene)
            .anyMatch(one -> one.flag("ignorePublicAcls")),
        "ignorePublicAcls is not set");
  }
}
