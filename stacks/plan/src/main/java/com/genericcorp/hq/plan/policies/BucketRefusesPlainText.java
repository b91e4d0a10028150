package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** S3 would answer plain HTTP as well. */
final class BucketRefusesPlainText extends ResourcePolicy {
  BucketRefusesPlainText() {
    super(
        "HQ_11",
        Types.BUCKET,
        "A bucket is spoken to over TLS alone",
        "refuse aws:SecureTransport false in its policy");
  }

  @Override
  Optional<String> problem(Captured bucket, Scene scene) {
    return unless(
        Parts.of(bucket, "BucketPolicy", scene)
            .anyMatch(one -> one.text("policy").orElse("").contains("aws:SecureTransport")),
        "its policy does not refuse plain HTTP");
  }
}
