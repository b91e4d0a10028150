package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.deploy.image.BuiltImage;
import com.genericcorp.hq.deploy.image.ImageRegistry;
import com.genericcorp.hq.deploy.run.Acceptance;
import com.genericcorp.hq.deploy.run.Deployment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq accept}. */
@Command(
    name = "accept",
    description = {
      "Tries an environment at AWS itself: up, verified, nothing to change in a second preview,"
          + " destroyed. It costs what an hour of it costs, and asks nothing.",
      "Refused in any account but the sandbox that the environment's file names."
    },
    footer = {"", "Example: scripts/hq accept trial"},
    mixinStandardHelpOptions = true)
final class AcceptCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "An environment with aws.sandboxAccount.")
  private String name = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Chosen chosen = Chosen.byName(name)) {
      Deployment deployment = chosen.deployment("up", true);
      deployment.use(new BuiltImage(chosen.hq(), new ImageRegistry(chosen.account())));
      new Acceptance(deployment, Progress.plain(System.err)).run();
      spec.commandLine().getOut().println(name + " is accepted; nothing is left of it.");
      spec.commandLine().getOut().flush();
      return CommandRunner.DONE;
    }
  }
}
