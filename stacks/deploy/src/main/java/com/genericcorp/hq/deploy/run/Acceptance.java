package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Resource;
import com.genericcorp.hq.model.Aws;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A trial of everything at AWS itself, in an account for that: up, verified, nothing left to
 * change, destroyed. It costs what an hour of the environment costs.
 */
public final class Acceptance {
  private static final String CLEAN = "destroyed, nothing is left";

  private final Deployment deployment;
  private final Progress progress;

  public Acceptance(Deployment deployment, Progress progress) {
    this.deployment = deployment;
    this.progress = progress;
  }

  /**
   * Tries. Once something was begun it is destroyed, however the trial went.
   *
   * @throws Failed with what went wrong, and what is left
   */
  public void run() {
    refuseElsewhere();
    try {
      Step.runAll(UpSteps.UP, deployment, progress);
      Step.runAll(List.of(new RequireNothingToChange()), deployment, progress);
    } catch (RuntimeException problem) {
      String left = deployment.leavesSomething() ? tearDown() : "nothing had been begun";
      throw new Failed(
          problem,
          "%s is not accepted: %s%n  After that: %s",
          deployment.name(),
          problem.getMessage(),
          left);
    }
    String left = tearDown();
    if (!left.equals(CLEAN)) {
      throw new Failed("%s is accepted, but: %s", deployment.name(), left);
    }
  }

  private void refuseElsewhere() {
    Aws aws = deployment.around.account().aws();
    String file = "environments/" + deployment.name() + ".yaml";
    if (!aws.isSandbox()) {
      throw new Failed(
          "%s is not tried in account %s: what is there would be destroyed. A trial is for an"
              + " environment whose account %s names twice, as aws.account and as"
              + " aws.sandboxAccount%s (docs/aws-deploy.md)",
          deployment.name(),
          aws.account(),
          file,
          aws.sandboxAccount().map(one -> ", which is " + one).orElse(", which it does not have"));
    }
    if (aws.deletionProtection()) {
      throw new Failed(
          "%s could not be destroyed: aws.deletionProtection in %s is true",
          deployment.name(), file);
    }
  }

  /** Destroys and says what came of it; throws nothing. */
  private String tearDown() {
    try {
      Step.runAll(List.of(new DestroyStack()), deployment, progress);
    } catch (RuntimeException problem) {
      return String.valueOf(problem.getMessage());
    }
    List<Resource> left = deployment.stack().state().inAws();
    return left.isEmpty() ? CLEAN : "still there: " + DestroyStack.shown(left);
  }

  /** A program whose second preview changes something would do so at every deployment. */
  private static final class RequireNothingToChange implements Step<Deployment> {
    @Override
    public String name() {
      return "Preview again: nothing to change";
    }

    @Override
    public void run(Deployment deployment) {
      Changes changes = deployment.stack().preview();
      if (!changes.isEmpty()) {
        throw new Failed(
            "right after up a second preview would change %s",
            changes.all().stream().map(one -> one.shown()).collect(Collectors.joining("; ")));
      }
    }
  }
}
