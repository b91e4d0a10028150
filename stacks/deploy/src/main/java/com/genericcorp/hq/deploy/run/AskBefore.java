package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.util.Optional;

/** Whoever is there says yes, or nothing is changed. */
final class AskBefore implements Step<Deployment> {
  @Override
  public String name() {
    return "Ask";
  }

  @Override
  public Optional<String> skip(Deployment deployment) {
    if (deployment.planned().isEmpty()) {
      return Optional.of("nothing changes");
    }
    boolean agreed =
        deployment.agreed && (deployment.planned().losses().isEmpty() || deployment.mayLoseData());
    return agreed ? Optional.of("--yes") : Optional.empty();
  }

  @Override
  public void run(Deployment deployment) {
    String question = deployment.planned().planned() + " in " + where(deployment);
    try {
      if (deployment.agreed) {
        throw new Failed(
            "%s, and data are lost with what is named above: a mere --yes is not enough for that."
                + " Nothing was changed. If it is meant: 'scripts/hq up %s --yes --yes-delete %s'",
            question, deployment.name(), deployment.name());
      }
      if (deployment.planned().losses().isEmpty()) {
        deployment.terminal.confirm(question + "?");
      } else {
        deployment.terminal.confirmName(
            question + ", and data are lost with what is named above.", deployment.name());
      }
    } catch (Failed no) {
      deployment.restoreConfig();
      throw no;
    }
  }

  private static String where(Deployment deployment) {
    var aws = deployment.around.account().aws();
    return "account " + aws.account() + ", " + aws.region();
  }
}
