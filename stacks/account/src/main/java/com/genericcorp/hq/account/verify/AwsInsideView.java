package com.genericcorp.hq.account.verify;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.account.state.StackExport;
import com.genericcorp.hq.account.state.StackState;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.verify.Inside;
import com.genericcorp.hq.verify.InsideView;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Environments on AWS: Pulumi knows what they consist of, AWS how it is. */
public final class AwsInsideView implements InsideView {
  @Override
  public Platform platform() {
    return Platform.AWS;
  }

  @Override
  public Inside of(Environment environment, Path root, Map<String, String> variables) {
    AwsAccount account = AwsAccount.of(environment.aws().orElseThrow());
    try {
      Optional<Failed> stranger = strangerTo(account);
      StackState state = state(environment, root, variables, stranger);
      if (stranger.isPresent()) {
        throw stranger.get();
      }
      return new AwsInside(environment, account, state);
    } catch (RuntimeException problem) {
      account.close();
      throw problem;
    }
  }

  private static Optional<Failed> strangerTo(AwsAccount account) {
    try {
      account.requireIdentity();
      return Optional.empty();
    } catch (Failed problem) {
      return Optional.of(problem);
    }
  }

  /** Both that are missing are said at once: each is the work of some minutes. */
  private static StackState state(
      Environment environment,
      Path root,
      Map<String, String> variables,
      Optional<Failed> stranger) {
    try {
      return new StackExport(root.resolve("stacks"), variables).read(environment.name());
    } catch (Failed problem) {
      throw stranger
          .map(other -> new Failed("%s. %s", problem.getMessage(), other.getMessage()))
          .orElse(problem);
    }
  }
}
