package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.util.List;

/** Builds the package as it will be released and installs it on this machine's engine. */
public final class SelfHostedUp {
  /** In this order; each step may be repeated, and the whole be killed anywhere. */
  private static final List<Step<Up>> STEPS =
      List.of(
          new RequireEngine(), // nothing is built for nothing
          new BuildImages(), // all five, for this machine's platform
          new Unpack(), // the offline package, as a customer does
          new Install(), // by the package's own program
          new Verify()); // from outside, by the checks of every environment

  private SelfHostedUp() {}

  /**
   * Brings it up, or what changed into it.
   *
   * @param httpsPort used at the first time; then {@code .env} says it
   * @param httpPort the same, for the redirect
   */
  public static void run(
      Repository repository, String version, int httpsPort, int httpPort, Progress progress) {
    Environment environment = new Environments(repository.environments()).load(Installation.NAME);
    Up up =
        new Up(
            repository.root(),
            environment,
            Installation.of(repository),
            version,
            httpsPort,
            httpPort);
    Step.runAll(STEPS, up, progress);
  }
}
