package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Nobody outside the account can be let in. */
final class BucketIsRestricted extends ResourcePolicy {
  BucketIsRestricted() {
    super(
        "AWS_56",
        Types.BUCKET,
        "A bucket has restrictPublicBuckets",
        "set restrictPublicBuckets in its BucketPublicAccessBlock");
  }

  @Override
  Optional<String> problem(Captured bucket, Scene scene) {
    return unless(
        Parts.of(bucket, "BucketPublicAccessBlock", scene)
            .anyMatch(one -> one.flag("restrictPublicBuckets")),
        "restrictPublicBuckets is not set");
  }
}
