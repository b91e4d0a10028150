package com.genericcorp.hq.deploy.stack;

import java.util.List;
import java.util.Set;

/**
 * One resource that changes.
 *
 * @param properties those that differ; empty for a new or a deleted one
 */
public record Change(Operation operation, Urn urn, List<String> properties) {
  /** What cannot be had again from the program: it holds data, or the world knows it by name. */
  private static final Set<String> STATEFUL =
      Set.of(
          "aws:cloudformation/stack:Stack", // the generated secrets
          "aws:ecr/repository:Repository",
          "aws:kms/key:Key",
          "aws:rds/instance:Instance",
          "aws:route53/zone:Zone",
          "aws:s3/bucketV2:BucketV2");

  public Change {
    properties = List.copyOf(properties);
  }

  /** Whether data go with it. */
  public boolean losesData() {
    return operation.destroys() && isStateful(urn);
  }

  /** Whether a resource holds what the program cannot make again. */
  public static boolean isStateful(Urn urn) {
    return STATEFUL.contains(urn.type());
  }

  /** A line for people. */
  public String shown() {
    return operation.sign()
        + " "
        + urn.shown()
        + (properties.isEmpty() ? "" : ": " + String.join(", ", properties));
  }
}
