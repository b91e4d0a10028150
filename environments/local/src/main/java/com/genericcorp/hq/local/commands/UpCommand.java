package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.local.up.LocalUp;
import com.genericcorp.hq.local.up.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq up}. */
@Command(
    name = "up",
    description = {
      "Brings an environment up on this machine: PostgreSQL, the server behind TLS, sample"
          + " organisations; verifies it and prints the addresses.",
      "What runs already is kept. After a kill of anything, at any moment, run it again.",
      "In the foreground until Ctrl-C, which stops everything (exit code 130). A part that ends by"
          + " itself ends the rest (exit code 1)."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq up local",
      "  scripts/hq up local --detach --https-port 9443 --http-port 9080",
      "An environment on AWS has options of its own: scripts/hq up demo --help"
    },
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final int MOST = 65_535;

  @Parameters(paramLabel = "NAME", description = "The environment: local.")
  private String name = "";

  @Option(
      names = "--detach",
      description = "Return when it is verified; 'scripts/hq down' stops it.")
  private boolean detach;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description = "Instead of the environment's own.")
  private @Nullable Integer httpsPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "The port that redirects to HTTPS, instead of the environment's own.")
  private @Nullable Integer httpPort;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Chosen chosen = Chosen.byName(name);
    LocalUp up =
        new LocalUp(
            chosen.repository(),
            chosen.environment(),
            given(httpsPort, "--https-port"),
            given(httpPort, "--http-port"));
    Summary summary = up.run(Progress.toStandardError(), Chosen::waiting);
    PrintWriter out = spec.commandLine().getOut();
    out.println(summary.print(Path.of("").toAbsolutePath()));
    if (detach || up.ranAlready()) {
      String already = up.ranAlready() ? "It ran already. " : "";
      out.println(already + "'scripts/hq down " + name + "' stops it.");
      up.detach();
      return CommandRunner.DONE;
    }
    out.println("Ctrl-C stops it. 'scripts/hq logs " + name + " -f' shows what the server writes.");
    return up.stay(System.err::println);
  }

  private static Optional<Integer> given(@Nullable Integer port, String option) {
    if (port != null && (port < 1 || port > MOST)) {
      throw new InvalidInput("%s is %d; expected 1 to %d", option, port, MOST);
    }
    return Optional.ofNullable(port);
  }
}
