package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.util.List;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** Every bucket is closed, encrypted, and spoken to over TLS alone. */
final class BucketChecks {
  static final List<AwsCheck> ALL =
      List.of(
          new AwsCheck("buckets-closed", "all public access is blocked", BucketChecks::closed),
          new AwsCheck("buckets-encrypted", "encrypted by themselves", BucketChecks::encrypted),
          new AwsCheck("buckets-tls", "refuse what comes in plain text", BucketChecks::tls),
          new AwsCheck("buckets-lifecycle", "leftovers go by themselves", BucketChecks::lifecycle));

  private BucketChecks() {}

  private static List<String> buckets(Seen seen) {
    return seen.ids("aws:s3/bucketV2:BucketV2");
  }

  private static void closed(Seen seen, Notes notes) {
    for (String bucket : buckets(seen)) {
      PublicAccessBlockConfiguration block =
          seen.s3()
              .getPublicAccessBlock(request -> request.bucket(bucket))
              .publicAccessBlockConfiguration();
      notes.seen("%s", bucket);
      notes.require(
          block.blockPublicAcls()
              && block.blockPublicPolicy()
              && block.ignorePublicAcls()
              && block.restrictPublicBuckets(),
          "%s: %s",
          bucket,
          block);
    }
  }

  private static void encrypted(Seen seen, Notes notes) {
    for (String bucket : buckets(seen)) {
      var rules =
          seen.s3()
              .getBucketEncryption(request -> request.bucket(bucket))
              .serverSideEncryptionConfiguration()
              .rules();
      notes.seen("%s", rules.get(0).applyServerSideEncryptionByDefault().sseAlgorithmAsString());
      notes.require(!rules.isEmpty(), "%s has no rule", bucket);
    }
  }

  private static void tls(Seen seen, Notes notes) {
    for (String bucket : buckets(seen)) {
      String policy = seen.s3().getBucketPolicy(request -> request.bucket(bucket)).policy();
      notes.seen("%s", bucket);
      notes.require(
          policy.contains("aws:SecureTransport") && policy.contains("Deny"),
          "%s has the policy %s",
          bucket,
          policy);
    }
  }

  private static void lifecycle(Seen seen, Notes notes) {
    for (String bucket : buckets(seen)) {
      int rules =
          seen.s3()
              .getBucketLifecycleConfiguration(request -> request.bucket(bucket))
              .rules()
              .size();
      notes.seen("%s: %d rule", bucket, rules);
      notes.require(rules > 0, "%s has no rule", bucket);
    }
  }
}
