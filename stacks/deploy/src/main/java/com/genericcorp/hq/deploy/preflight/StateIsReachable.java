package com.genericcorp.hq.deploy.preflight;

import java.nio.file.Files;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Pulumi's state can be read. */
final class StateIsReachable extends Precondition {
  static final String NAME = "state";
  private static final int NOT_FOUND = 404;

  StateIsReachable() {
    super(NAME, CredentialsAreGood.NAME, AccountIsRight.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    String url = around.backend().url();
    Optional<String> bucket = around.backend().bucket();
    if (bucket.isEmpty()) {
      return Files.isDirectory(around.backend().folder().orElseThrow())
          ? holds(url)
          : lacks("there is no folder " + url, "look at PULUMI_BACKEND_URL");
    }
    try {
      around.account().client(S3Client.builder()).headBucket(head -> head.bucket(bucket.get()));
      return holds(url);
    } catch (AwsServiceException problem) {
      return problem.statusCode() == NOT_FOUND
          ? lacks(
              "the account has no bucket " + bucket.get(),
              "make the stack bootstrap-" + around.environment().name() + ": docs/aws.md, step 3")
          : lacks(
              "bucket " + bucket.get() + " is refused (" + problem.statusCode() + ")",
              "ask for s3:ListBucket, s3:GetObject and s3:PutObject on it");
    } catch (SdkException problem) {
      return lacks("bucket " + bucket.get() + ": " + problem.getMessage(), "see what AWS says");
    }
  }
}
