package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.local.certificates.Trust;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq trust}. */
@Command(
    name = "trust",
    description = {
      "Says what makes browsers and programs of this machine trust an environment's certificates;"
          + " with --install, does it.",
      "The authority can sign for the environment's own host and those below it, for no other."
    },
    footer = {"", "Examples:", "  scripts/hq trust local", "  scripts/hq trust local --install"},
    mixinStandardHelpOptions = true)
final class TrustCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The environment: local.")
  private String name = "";

  @Option(names = "--install", description = "Run the commands instead of printing them.")
  private boolean install;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Chosen chosen = Chosen.byName(name);
    Trust trust = Trust.in(chosen.state().certificates(), chosen.environment().hosts());
    if (install) {
      return trust.install(System.err::println);
    }
    spec.commandLine().getOut().println(trust.print());
    return 0;
  }
}
