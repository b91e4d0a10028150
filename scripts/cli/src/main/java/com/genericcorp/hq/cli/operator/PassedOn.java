package com.genericcorp.hq.cli.operator;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command of the server's image, passed on as it was typed: what its options mean, the server
 * says.
 */
@Command(mixinStandardHelpOptions = true)
abstract class PassedOn implements Callable<Integer> {
  private final OperatorCommands.Platform platform;
  private final List<String> subcommands;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "One of this machine, or on AWS. Default: local.",
      defaultValue = "local")
  private String environment = "";

  @Unmatched private List<String> words = new ArrayList<>();

  @Spec private CommandSpec spec;

  /**
   * @param subcommands those that the server has, by their first words
   */
  PassedOn(OperatorCommands.Platform platform, String... subcommands) {
    this.platform = platform;
    this.subcommands = List.of(subcommands);
  }

  @Override
  public final Integer call() throws Exception {
    if (words.isEmpty() || !subcommands.contains(words.get(0))) {
      throw new InvalidInput(
          "expected %s; see 'scripts/hq %s --help'",
          subcommands.stream()
              .map(name -> "'" + spec.name() + " " + name + "'")
              .collect(Collectors.joining(" or ")),
          spec.name());
    }
    List<String> all = new ArrayList<>(List.of(spec.name()));
    all.addAll(words);
    return platform.run(environment, List.copyOf(all));
  }
}
