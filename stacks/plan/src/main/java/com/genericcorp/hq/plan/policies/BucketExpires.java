package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** They would be billed for ever, and seen by nobody. */
final class BucketExpires extends ResourcePolicy {
  BucketExpires() {
    super(
        "AWS_300",
        Types.BUCKET,
        "Uploads to a bucket that never ended are deleted",
        "add a lifecycle rule with abortIncompleteMultipartUpload");
  }

  @Override
  Optional<String> problem(Captured bucket, Scene scene) {
    return unless(
        Parts.of(bucket, "BucketLifecycleConfigurationV2", scene)
            .anyMatch(
                one -> one.list("rules").toString().contains("abortIncompleteMultipartUpload")),
        "unfinished uploads stay in it");
  }
}
