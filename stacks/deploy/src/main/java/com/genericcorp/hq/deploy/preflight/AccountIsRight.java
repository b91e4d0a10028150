package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.model.Aws;
import software.amazon.awssdk.services.sts.StsClient;

/** The credentials are of the account that the file names. */
final class AccountIsRight extends Precondition {
  static final String NAME = "account";

  AccountIsRight() {
    super(NAME, CredentialsAreGood.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    Aws aws = around.account().aws();
    String seen = around.account().client(StsClient.builder()).getCallerIdentity().account();
    String file = "environments/" + around.environment().name() + ".yaml";
    if (seen.equals(aws.account())) {
      return holds(seen);
    }
    if (aws.accountIsPlaceholder()) {
      return lacks(
          "the credentials are of " + seen + ", " + file + " still has a placeholder",
          "set aws.account in " + file + " to the account that is yours");
    }
    return lacks(
        "the credentials are of " + seen + ", " + file + " names " + aws.account(),
        "sign in to the other account (AWS_PROFILE)");
  }
}
