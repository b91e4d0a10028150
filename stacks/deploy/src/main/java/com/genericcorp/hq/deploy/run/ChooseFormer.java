package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.image.ImageRegistry;
import com.genericcorp.hq.deploy.stack.Deployed;
import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.stacks.StackInputs;
import java.util.Optional;

/** Which image to go back to: the one before the present one, or the one that was named. */
final class ChooseFormer implements Step<Deployment> {
  private final Optional<String> named;

  ChooseFormer(Optional<String> named) {
    named.ifPresent(StackInputs::requireDigest);
    this.named = named;
  }

  @Override
  public String name() {
    return "Choose the former image";
  }

  @Override
  public void run(Deployment deployment) {
    Stack stack =
        deployment
            .findStack()
            .orElseThrow(
                () ->
                    new Failed(
                        "there is no stack %s to go back with; '%s' makes it",
                        deployment.name(), deployment.command("up")));
    String digest = named.orElseGet(() -> former(stack, deployment));
    ImageRegistry registry = new ImageRegistry(deployment.around.account());
    if (!registry.has(digest)) {
      throw new Failed(
          "%s is not in %s (any more: the newest 20 are kept); name another with --to",
          digest, registry.name());
    }
    deployment.use(digest);
    deployment.say.accept("    back to " + digest);
    deployment.say.accept(
        "    The database's schema stays as it is: it was only ever expanded, so that the servers"
            + " before run on it.");
  }

  private static String former(Stack stack, Deployment deployment) {
    String present = stack.config().getOrDefault(Deployment.DIGEST, "");
    return stack.history().stream()
        .filter(Deployed::update)
        .filter(Deployed::succeeded)
        .map(one -> one.config().getOrDefault(Deployment.DIGEST, ""))
        .filter(digest -> !digest.isEmpty() && !digest.equals(present))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "the history of stack %s has no successful update with another image than %s;"
                        + " name one with --to sha256:…",
                    deployment.name(), present.isEmpty() ? "none" : present));
  }
}
