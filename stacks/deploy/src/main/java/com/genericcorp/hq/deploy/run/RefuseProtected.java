package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Resource;
import com.genericcorp.hq.deploy.stack.Stack;
import java.util.List;
import java.util.stream.Collectors;

/** What is protected is not taken down: not by its file, nor by what Pulumi knows. */
final class RefuseProtected implements Step<Deployment> {
  @Override
  public String name() {
    return "Look whether it may be taken down";
  }

  @Override
  public void run(Deployment deployment) {
    String file = "environments/" + deployment.name() + ".yaml";
    if (deployment.around.account().aws().deletionProtection()) {
      throw new Failed(
          "%s is protected: aws.deletionProtection in %s is true. To take it down: let those who use"
              + " it know, export what they own, set it to false in a reviewed change, run '%s',"
              + " then this again",
          deployment.name(), file, deployment.command("up"));
    }
    Stack stack =
        deployment
            .findStack()
            .orElseThrow(
                () -> new Failed("there is no stack %s: nothing is up", deployment.name()));
    List<String> kept =
        stack.state().resources().stream()
            .filter(Resource::isProtected)
            .map(one -> one.urn().shown())
            .toList();
    if (!kept.isEmpty()) {
      throw new Failed(
          "%s still has protected resources (%s), although %s no longer asks for it: '%s' first, then"
              + " this again",
          deployment.name(),
          kept.stream().collect(Collectors.joining(", ")),
          file,
          deployment.command("up"));
    }
    deployment.use(stack);
  }
}
