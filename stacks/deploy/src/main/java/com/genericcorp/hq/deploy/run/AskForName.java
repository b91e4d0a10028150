package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.Resource;
import java.util.List;

/** Shows what goes, and has the environment's name typed. */
final class AskForName implements Step<Deployment> {
  private final boolean typed;

  /**
   * @param typed whether the command line has the name once more
   */
  AskForName(boolean typed) {
    this.typed = typed;
  }

  @Override
  public String name() {
    return "Ask for its name";
  }

  @Override
  public void run(Deployment deployment) {
    List<Resource> there = deployment.stack().state().inAws();
    deployment.say.accept(
        "    %d resources of %s in account %s go, among them:"
            .formatted(
                there.size(), deployment.name(), deployment.around.account().aws().account()));
    there.stream()
        .filter(one -> Change.isStateful(one.urn()) && !one.isRetained())
        .forEach(one -> deployment.say.accept("    - " + one.urn().shown() + ", with its data"));
    if (!typed) {
      deployment.terminal.confirmName("They cannot be had back.", deployment.name());
    }
  }
}
