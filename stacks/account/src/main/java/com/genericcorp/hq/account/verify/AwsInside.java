package com.genericcorp.hq.account.verify;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.checks.AwsChecks;
import com.genericcorp.hq.account.state.StackState;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.verify.Inside;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.ProbeSecret;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** One environment on AWS. */
record AwsInside(Environment environment, AwsAccount account, StackState state) implements Inside {
  /** The stack's output with the ARN of the secret that the probe's key follows from. */
  private static final String PROBE = "probeSecret";

  @Override
  public ApiKey probeKey() {
    String arn = state.output(PROBE);
    try {
      String secret =
          account
              .client(SecretsManagerClient.builder())
              .getSecretValue(request -> request.secretId(arn))
              .secretString();
      return ProbeSecret.key(secret, "The secret " + arn);
    } catch (SdkException problem) {
      throw new Failed(
          problem,
          "The probe's secret %s cannot be read: %s. It takes secretsmanager:GetSecretValue; or give"
              + " the probe's key by --keys",
          arn,
          problem.getMessage());
    }
  }

  @Override
  public List<Result> look() {
    return AwsChecks.running(environment, account, state.resources());
  }

  @Override
  public void close() {
    account.close();
  }
}
