package com.genericcorp.hq.stacks.data;

import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.stacks.iam.Policy;
import com.genericcorp.hq.stacks.storage.PrivateBucket;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Map;

/**
 * The bucket that offboarded organisations' exports are put into. Each is kept as long as an
 * organisation has to come back or to fetch it, and then goes by itself.
 */
public final class ExportBucket extends ComponentResource {
  /** What a bucket is made of: {@code days} is how long an export is kept. */
  public record Args(String environment, String account, int days, boolean kept) {
    /** As an environment describes it. */
    public static Args of(Environment environment) {
      Aws aws = environment.aws().orElseThrow();
      return new Args(
          environment.name(),
          aws.account(),
          environment.retention().offboardingGraceDays() * GRACES,
          aws.deletionProtection());
    }
  }

  /** So many times the grace that an organisation has before it is exported. */
  private static final int GRACES = 3;

  private final PrivateBucket bucket;

  public ExportBucket(String name, Args args, ComponentResourceOptions options) {
    super("agenthq:data:ExportBucket", name, options);
    bucket =
        new PrivateBucket(
            name,
            new PrivateBucket.Args(
                "agenthq-" + args.environment() + "-exports-" + args.account(),
                false,
                args.days(),
                args.kept()),
            access -> {},
            CustomResourceOptions.builder().parent(this).build());
    registerOutputs(Map.of());
  }

  /**
   * Allows its holder to put exports in and to read them back, never to delete one; and to take
   * away what an upload that was killed left.
   */
  public Policy writing() {
    return new Policy()
        .allow(List.of("s3:ListBucket", "s3:ListBucketMultipartUploads"), bucket.arn())
        .allow(
            List.of("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"),
            Output.format("%s/*", bucket.arn()));
  }

  public Output<String> bucketName() {
    return bucket.writableName();
  }
}
