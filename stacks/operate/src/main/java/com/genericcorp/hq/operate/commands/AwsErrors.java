package com.genericcorp.hq.operate.commands;

import com.genericcorp.hq.cli.Failed;
import java.util.concurrent.Callable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What AWS refuses, as a sentence. */
final class AwsErrors {
  private AwsErrors() {}

  /** Runs something that asks AWS. */
  static int told(Callable<Integer> work) throws Exception {
    try {
      return work.call();
    } catch (AwsServiceException refused) {
      throw new Failed(
          refused,
          "AWS refuses: %s. 'aws sts get-caller-identity' says whose credentials these are",
          refused.getMessage());
    } catch (SdkClientException problem) {
      throw new Failed(
          problem,
          "AWS cannot be asked: %s. Credentials come from variables, a profile or 'aws sso login',"
              + " as for every tool of AWS",
          problem.getMessage());
    }
  }
}
