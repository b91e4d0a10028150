package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.local.status.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hq logs}. */
@Command(
    name = "logs",
    description = "Shows what a part of an environment of this machine has written.",
    footer = {
      "",
      "Examples:",
      "  scripts/hq logs local -f",
      "  scripts/hq logs local postgres -n 100"
    },
    mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The environment: local.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PART",
      description = "server, edge or postgres. Default: server.",
      defaultValue = "server")
  private String part = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "-n",
      paramLabel = "LINES",
      description = "How many of the last lines. Default: 20.",
      defaultValue = "20")
  private int lines;

  @Override
  public Integer call() throws Exception {
    LocalState state = Chosen.byName(name).state();
    Path log =
        switch (part) {
          case "server", "edge", "postgres" -> state.log(part);
          default ->
              throw new InvalidInput("there is no part '%s'; known: server, edge, postgres", part);
        };
    if (!follow && !Files.isRegularFile(log)) {
      throw new Failed(
          "%s is not there: the %s has not run yet; 'scripts/hq up %s' starts it", log, part, name);
    }
    LogReader reader = new LogReader(log, System.out);
    long end = reader.tail(Math.max(0, lines));
    if (follow) {
      reader.follow(end);
    }
    return 0;
  }
}
