package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.time.Duration;
import java.util.Map;

/** What runs is what was deployed. */
final class AwaitRollout implements Step<Deployment> {
  /**
   * After Pulumi has seen the service steady: the old tasks drain, and ECS looks at the alarms for
   * as long as they look back, of which the file allows an hour.
   */
  private static final Duration LIMIT = Duration.ofMinutes(75);

  @Override
  public String name() {
    return "Rollout: what runs is what was deployed";
  }

  @Override
  public void run(Deployment deployment) {
    Map<String, String> outputs = deployment.stack().outputs();
    String task =
        deployment
            .stack()
            .state()
            .serverTask()
            .orElseThrow(
                () ->
                    new Failed(
                        "stack %s has no task definition 'service': was it brought up to its end?",
                        deployment.name()));
    try {
      deployment.rollouts.await(
          outputs.getOrDefault("cluster", ""),
          outputs.getOrDefault("service", ""),
          task,
          LIMIT,
          line -> deployment.say.accept("    " + line));
    } catch (Failed problem) {
      throw new Failed(
          problem,
          "Pulumi is done, but the new version does not run:%n  %s%n"
              + "  The old tasks serve. Next: mend the cause and '%s', or '%s', so that the stack"
              + " says what runs",
          problem.getMessage(),
          deployment.command("up"),
          deployment.command("rollback"));
    }
  }
}
