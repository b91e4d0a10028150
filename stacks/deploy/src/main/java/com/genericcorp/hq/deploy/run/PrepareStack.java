package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.stacks.StackInputs;
import com.genericcorp.hq.stacks.StackName;

/** Selects the stack, or makes it, and tells it the zone and the image; its other keys stay. */
final class PrepareStack implements Step<Deployment> {
  @Override
  public String name() {
    return "Stack: selected or made, with zone and image";
  }

  @Override
  public void run(Deployment deployment) {
    String bootstrap = new StackName(StackName.Kind.BOOTSTRAP, deployment.name()).toString();
    String zone =
        deployment
            .around
            .stacks()
            .find(bootstrap)
            .map(Stack::outputs)
            .map(outputs -> outputs.get("zoneId"))
            .orElseThrow(
                () ->
                    new Failed(
                        "stack %s does not name the zone: make it first (docs/aws.md)", bootstrap));
    StackInputs inputs = new StackInputs(deployment.environment(), deployment.digest(), zone);
    deployment.use(
        deployment
            .findStack()
            .orElseGet(() -> deployment.around.stacks().create(deployment.name())));
    deployment.configure(Deployment.ZONE, inputs.zoneId());
    deployment.configure(Deployment.DIGEST, inputs.serverDigest());
  }
}
