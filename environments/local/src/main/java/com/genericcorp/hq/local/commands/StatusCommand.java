package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.local.status.LocalStatus;
import com.genericcorp.hq.local.status.StatusReader;
import com.genericcorp.hq.verify.Result;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq status}. */
@Command(
    name = "status",
    description = {
      "Says what runs of an environment of this machine, where, and whether its checks pass.",
      "Exits with 0 when it runs or is stopped, with 1 when it is degraded."
    },
    footer = {
      "",
      "With --json: {environment, url, ca, state, tenants: [{slug, url, apiKey}],",
      "checks: [{name, expected, seen, ok, millis}]};",
      "state: running, stopped, degraded.",
      "",
      "Example: scripts/hq status local --json"
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The environment: local.")
  private String name = "";

  @Option(names = "--json", description = "Print JSON, API keys included.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Chosen chosen = Chosen.byName(name);
    LocalStatus status = new StatusReader(chosen.environment(), chosen.state()).read();
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.print(status) + "\n" : text(status));
    out.flush();
    return status.state() == LocalStatus.State.DEGRADED ? CommandRunner.FAILED : CommandRunner.DONE;
  }

  private static String text(LocalStatus status) {
    if (status.state() == LocalStatus.State.STOPPED) {
      return "%s: stopped; 'scripts/hq up %s' starts it%n"
          .formatted(status.environment(), status.environment());
    }
    Table table = Table.of("PART", "PROCESS");
    status
        .parts()
        .forEach(part -> table.row(part.name(), part.pid().map(Object::toString).orElse("-")));
    Table tenants = Table.of("ORGANISATION", "ADDRESS");
    status.tenants().forEach(tenant -> tenants.row(tenant.slug(), tenant.url()));
    return "%s: %s, %s%n%n%s%n%s%n%s"
        .formatted(
            status.environment(),
            status.state(),
            status.url(),
            table,
            tenants,
            checks(status.checks()));
  }

  private static String checks(List<Result> checks) {
    List<Result> failed = checks.stream().filter(check -> !check.ok()).toList();
    StringBuilder text = new StringBuilder();
    text.append(checks.size() - failed.size()).append(" of ").append(checks.size());
    text.append(" checks pass\n");
    failed.forEach(
        check ->
            text.append(
                "  %s: expected %s; seen: %s%n"
                    .formatted(check.name(), check.expected(), check.seen())));
    return text.toString();
  }
}
