package com.genericcorp.hq.model.commands;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.model.Values;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hq environments}. */
@Command(
    name = "environments",
    description = "Lists the environments that environments/*.yaml describe.",
    footer = {"", "Example: scripts/hq environments --json"},
    mixinStandardHelpOptions = true)
final class EnvironmentsCommand implements Runnable {
  @Option(names = "--json", description = "Print the whole description of each as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<Environment> environments = new Environments(Repository.find().environments()).loadAll();
    String text =
        json
            ? Json.print(environments.stream().map(Values::of).toList()) + "\n"
            : EnvironmentsTable.of(environments);
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
