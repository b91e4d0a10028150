package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Resource;
import com.genericcorp.hq.deploy.stack.StackFailed;
import java.util.List;
import java.util.stream.Collectors;

/** Pulumi deletes what the stack has; what is left is named. */
final class DestroyStack implements Step<Deployment> {
  @Override
  public String name() {
    return "Down";
  }

  @Override
  public void run(Deployment deployment) {
    List<Resource> retained =
        deployment.stack().state().inAws().stream().filter(Resource::isRetained).toList();
    try {
      Changes changes = deployment.stack().destroy(deployment.progress());
      deployment.say.accept("    " + changes.done());
    } catch (StackFailed problem) {
      throw new Failed(
          problem,
          "the destruction of %s ended in the middle:%n  %s%n  Left: %s%n"
              + "  Next: mend the cause and run '%s' again",
          deployment.name(),
          problem.getMessage(),
          shown(deployment.stack().state().inAws()),
          deployment.command("down"));
    }
    if (!retained.isEmpty()) {
      deployment.say.accept(
          "    Kept in AWS, and no longer Pulumi's: "
              + shown(retained)
              + "; delete it there when nobody needs it.");
    }
  }

  static String shown(List<Resource> resources) {
    return resources.isEmpty()
        ? "nothing"
        : resources.stream().map(one -> one.urn().shown()).collect(Collectors.joining(", "));
  }
}
