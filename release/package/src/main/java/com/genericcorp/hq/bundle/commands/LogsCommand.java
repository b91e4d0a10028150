package com.genericcorp.hq.bundle.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hq logs}. */
@Command(
    name = "logs",
    description = "Shows what the package's containers wrote.",
    footer = {"", "Example: scripts/hq logs selfhosted server -f"},
    mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
  @Mixin private PackageName name = new PackageName();

  @Parameters(index = "1..*", paramLabel = "SERVICE", description = "edge, server, postgres.")
  private List<String> services = new ArrayList<>();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written from now on.")
  private boolean follow;

  @Override
  public Integer call() {
    List<String> words = new ArrayList<>(List.of("logs"));
    if (follow) {
      words.add("-f");
    }
    words.addAll(services);
    return name.installation().run(words);
  }
}
