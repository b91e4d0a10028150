package com.genericcorp.hq.stacks.storage;

import com.genericcorp.hq.stacks.iam.Policy;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/** Who may do what in a bucket, beside the account's own roles. */
public final class BucketAccess {
  private final Output<String> arn;
  private final Policy policy;

  BucketAccess(Output<String> arn, Policy policy) {
    this.arn = arn;
    this.policy = policy;
  }

  void refusePlainText() {
    policy.refuse(
        Map.of("Bool", Map.of("aws:SecureTransport", "false")),
        List.of("s3:*"),
        List.of(arn, objects()));
  }

  /** A service of AWS may write objects, for the sources that the pattern names alone. */
  public void writtenBy(String service, String sources) {
    policy.allowService(
        service,
        Map.of("ArnLike", Map.of("aws:SourceArn", sources)),
        List.of("s3:PutObject"),
        List.of(objects()));
  }

  private Output<String> objects() {
    return Output.format("%s/*", arn);
  }

  Output<String> document() {
    return policy.document();
  }
}
