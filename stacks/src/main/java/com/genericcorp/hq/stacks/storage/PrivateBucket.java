package com.genericcorp.hq.stacks.storage;

import com.genericcorp.hq.stacks.iam.Policy;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.function.Consumer;

/**
 * A bucket that nobody outside the account can be let into, encrypted, spoken to over TLS alone.
 */
public final class PrivateBucket {
  private static final int UNFINISHED_DAYS = 7;

  private final BucketV2 bucket;
  private final BucketPolicy policy;

  /**
   * What a bucket keeps, and how long.
   *
   * @param physicalName all buckets of the world share their names; so the account's number is in
   *     it
   * @param versioned a deleted or overwritten object can be had back for {@code days}
   * @param days after which objects go, or, where it is versioned, their former versions; 0: never
   * @param kept it is protected, and stays when the environment is destroyed
   */
  public record Args(String physicalName, boolean versioned, int days, boolean kept) {}

  /**
   * Makes the bucket.
   *
   * @param access adds to the bucket's policy who else may do what
   */
  public PrivateBucket(
      String name, Args args, Consumer<BucketAccess> access, CustomResourceOptions child) {
    bucket =
        new BucketV2(
            name,
            BucketV2Args.builder().bucket(args.physicalName()).forceDestroy(!args.kept()).build(),
            CustomResourceOptions.merge(
                child,
                CustomResourceOptions.builder()
                    .protect(args.kept())
                    .retainOnDelete(args.kept())
                    .build()));
    BucketPublicAccessBlock closed =
        new BucketPublicAccessBlock(
            name,
            BucketPublicAccessBlockArgs.builder()
                .bucket(bucket.id())
                .blockPublicAcls(true)
                .blockPublicPolicy(true)
                .ignorePublicAcls(true)
                .restrictPublicBuckets(true)
                .build(),
            child);
    encrypt(name, child);
    if (args.versioned()) {
      new BucketVersioningV2(
          name,
          BucketVersioningV2Args.builder()
              .bucket(bucket.id())
              .versioningConfiguration(
                  BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled").build())
              .build(),
          child);
    }
    expire(name, args, child);
    BucketAccess allowed = new BucketAccess(bucket.arn(), new Policy());
    allowed.refusePlainText();
    access.accept(allowed);
    policy =
        new BucketPolicy(
            name,
            BucketPolicyArgs.builder().bucket(bucket.id()).policy(allowed.document()).build(),
            CustomResourceOptions.merge(
                child, CustomResourceOptions.builder().dependsOn(closed).build()));
  }

  private void encrypt(String name, CustomResourceOptions child) {
    new BucketServerSideEncryptionConfigurationV2(
        name,
        BucketServerSideEncryptionConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(
                BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                    .applyServerSideEncryptionByDefault(
                        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                            .builder()
                            .sseAlgorithm("AES256")
                            .build())
                    .build())
            .build(),
        child);
  }

  private void expire(String name, Args args, CustomResourceOptions child) {
    BucketLifecycleConfigurationV2RuleArgs.Builder rule =
        BucketLifecycleConfigurationV2RuleArgs.builder()
            .id("expire")
            .status("Enabled")
            .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder().prefix("").build())
            .abortIncompleteMultipartUpload(
                BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                    .daysAfterInitiation(UNFINISHED_DAYS)
                    .build());
    if (args.days() > 0 && args.versioned()) {
      rule.noncurrentVersionExpiration(
          BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
              .noncurrentDays(args.days())
              .build());
    } else if (args.days() > 0) {
      rule.expiration(
          BucketLifecycleConfigurationV2RuleExpirationArgs.builder().days(args.days()).build());
    }
    new BucketLifecycleConfigurationV2(
        name,
        BucketLifecycleConfigurationV2Args.builder()
            .bucket(bucket.id())
            .rules(rule.build())
            .build(),
        child);
  }

  public Output<String> arn() {
    return bucket.arn();
  }

  /** Its name, once its policy is there: whoever writes to it may do so from then on. */
  public Output<String> writableName() {
    return Output.tuple(bucket.bucket(), policy.id()).applyValue(both -> both.t1);
  }
}
