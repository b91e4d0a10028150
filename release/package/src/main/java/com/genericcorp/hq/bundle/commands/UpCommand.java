package com.genericcorp.hq.bundle.commands;

import com.genericcorp.hq.bundle.selfhosted.Installation;
import com.genericcorp.hq.bundle.selfhosted.SelfHostedUp;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.model.Repository;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq up selfhosted}. */
@Command(
    name = "up",
    description = {
      "Builds images and package as they will be released, installs it into .hq/selfhosted on the"
          + " local Docker engine, and verifies it.",
      "What is unchanged is kept. After a kill, run it again."
    },
    footer = {"", "Example: scripts/hq up selfhosted --https-port 9443 --http-port 9080"},
    mixinStandardHelpOptions = true)
final class UpCommand implements Runnable {
  @Mixin private PackageName name = new PackageName();

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description = "Used the first time; default: ${DEFAULT-VALUE}.")
  private int httpsPort = 9443;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "The port that redirects to HTTPS; default: ${DEFAULT-VALUE}.")
  private int httpPort = 9080;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Of the package; default: ${DEFAULT-VALUE}.")
  private String version = "0.0.0-development";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Installation installation = name.installation();
    SelfHostedUp.run(Repository.find(), version, httpsPort, httpPort, Progress.toStandardError());
    PrintWriter out = spec.commandLine().getOut();
    out.println("It is installed in " + installation.home() + "; './agenthq help' there.");
    out.println("'scripts/hq down selfhosted' stops it.");
    out.flush();
  }
}
