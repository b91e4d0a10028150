package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Nobody outside the account can be let in. */
final class BucketBlocksPublicAcls extends ResourcePolicy {
  BucketBlocksPublicAcls() {
    super(
        "AWS_53",
        Types.BUCKET,
        "A bucket has blockPublicAcls",
        "set blockPublicAcls in its BucketPublicAccessBlock");
  }

  @Override
  Optional<String> problem(Captured bucket, Scene scene) {
    return unless(
        Parts.of(bucket, "BucketPublicAccessBlock", scene)
            .anyMatch(one -> one.flag("blockPublicAcls")),
        "blockPublicAcls is not set");
  }
}
