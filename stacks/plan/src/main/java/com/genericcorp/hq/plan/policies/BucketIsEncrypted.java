package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** Stated, though S3 does it by itself. */
final class BucketIsEncrypted extends ResourcePolicy {
  BucketIsEncrypted() {
    super(
        "AWS_19",
        Types.BUCKET,
        "A bucket is encrypted",
        "add a BucketServerSideEncryptionConfigurationV2");
  }

  @Override
  Optional<String> problem(Captured bucket, Scene scene) {
    return unless(
        Parts.of(bucket, "BucketServerSideEncryptionConfigurationV2", scene).findAny().isPresent(),
        "nothing says how it is encrypted");
  }
}
