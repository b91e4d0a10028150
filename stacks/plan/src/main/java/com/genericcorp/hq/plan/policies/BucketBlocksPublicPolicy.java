package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Nobody outside the account can be let in. */
final class BucketBlocksPublicPolicy extends ResourcePolicy {
  BucketBlocksPublicPolicy() {
    super(
        "AWS_54",
        Types.BUCKET,
        "A bucket has blockPublicPolicy",
        "set blockPublicPolicy in its BucketPublicAccessBlock");
  }

  @Override
  Optional<String> problem(Captured bucket, Scene scene) {
    return unless(
        Parts.of(bucket, "BucketPublicAccessBlock", scene)
            .anyMatch(one -> one.flag("blockPublicPolicy")),
        "blockPublicPolicy is not set");
  }
}
