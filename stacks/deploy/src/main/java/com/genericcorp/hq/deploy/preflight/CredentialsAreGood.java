package com.genericcorp.hq.deploy.preflight;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS knows who asks. */
final class CredentialsAreGood extends Precondition {
  static final String NAME = "credentials";

  CredentialsAreGood() {
    super(NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    try {
      return holds(around.account().client(StsClient.builder()).getCallerIdentity().arn());
    } catch (SdkException problem) {
      return switch (AwsRefusal.of(problem)) {
        case NO_CREDENTIALS ->
            lacks(
                "there are none",
                "sign in: 'aws sso login' and AWS_PROFILE, or AWS_ACCESS_KEY_ID and its fellows");
        case EXPIRED -> lacks("they have expired", "sign in again: 'aws sso login'");
        case UNKNOWN_KEY ->
            lacks(
                "AWS does not know the key, or not its secret",
                "look which ones are found: 'aws configure list'");
        case UNREACHABLE ->
            lacks(
                "AWS does not answer: " + problem.getMessage(),
                "look at the network, and at AWS_ENDPOINT_URL if it is set");
        default -> lacks(String.valueOf(problem.getMessage()), "see what AWS says");
      };
    }
  }
}
