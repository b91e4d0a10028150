package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.local.up.ServerCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code hq job}: passed on to the server's own command. */
@Command(
    name = "job",
    description = {
      "Does now what other platforms do by night, in an environment of this machine.",
      "",
      "  demo-reset   undoes what was done in the sample organisations and makes their history"
          + " anew, as of now; what people made stays"
    },
    footer = {"", "Example:", "  hq job demo-reset"},
    mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {
  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Default: local.",
      defaultValue = "local")
  private String environment = "";

  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (words.isEmpty()) {
      throw new InvalidInput("expected a job's name: 'job demo-reset'; see --help");
    }
    Chosen chosen = Chosen.byName(environment);
    List<String> all = new ArrayList<>(List.of("job"));
    all.addAll(words);
    return new ServerCommand(chosen.repository().root(), chosen.environment(), chosen.state())
        .run(all, Chosen::waiting);
  }
}
