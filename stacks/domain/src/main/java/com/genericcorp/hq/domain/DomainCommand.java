package com.genericcorp.hq.domain;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.domain.checks.Question;
import com.genericcorp.hq.domain.report.DomainReport;
import com.genericcorp.hq.domain.report.DomainTable;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq domain NAME_OR_HOST}. */
@Command(
    name = "domain",
    description = {
      "Looks whether a domain is registered and ours, whether the world is sent to our zone, and"
          + " whether records or CAA stand in the way.",
      "It asks registries (RDAP), name servers and, with credentials of the account, Route 53. It"
          + " changes nothing. Exit 1 on a fault."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq domain demo",
      "  scripts/hq domain demo.genericcorp.com --json",
      "  scripts/hq domain demo --resolver 192.0.2.53"
    },
    mixinStandardHelpOptions = true)
final class DomainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME_OR_HOST",
      description = "An environment of platform aws, or a host.")
  private String name = "";

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Option(
      names = "--resolver",
      paramLabel = "ADDRESS[:PORT]",
      description = "The resolver to ask instead of this machine's.")
  private @Nullable String resolver;

  @Option(
      names = "--name-server-port",
      paramLabel = "PORT",
      defaultValue = "53",
      description =
          "Where zones' own name servers listen, in a DNS made for trying (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--rdap",
      paramLabel = "URL",
      defaultValue = Outside.IANA,
      description = "The list of registries' RDAP servers (${DEFAULT-VALUE}).")
  private String rdap = "";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Question question = Question.of(name, new Environments(Repository.find().environments()));
    DomainReport report = new Outside(resolver, port, rdap).look(question);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.print(report) + "\n" : DomainTable.of(report));
    out.flush();
    return report.passed() ? CommandRunner.DONE : CommandRunner.FAILED;
  }
}
