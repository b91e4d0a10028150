package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.StackFailed;
import java.util.Optional;

/** Pulumi makes AWS what the program says. */
final class UpdateStack implements Step<Deployment> {
  @Override
  public String name() {
    return "Up";
  }

  @Override
  public Optional<String> skip(Deployment deployment) {
    return deployment.planned().isEmpty() ? Optional.of("nothing changes") : Optional.empty();
  }

  @Override
  public void run(Deployment deployment) {
    deployment.begin();
    try {
      String message = "hq " + deployment.work + ": server " + deployment.digest();
      Changes changes = deployment.stack().up(message, deployment.progress());
      deployment.say.accept("    " + changes.done());
    } catch (StackFailed problem) {
      throw new Failed(
          problem,
          "%1$s of %2$s ended in the middle:%n  %3$s%n"
              + "  What was made or changed before stays so; nothing was undone.%n"
              + "  Next: mend the cause and run '%4$s' again, which goes on from here"
              + " ('%5$s' goes back to the former image)",
          deployment.work,
          deployment.name(),
          problem.getMessage(),
          deployment.command(deployment.work),
          deployment.command("rollback"));
    }
  }
}
