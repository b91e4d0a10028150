package com.genericcorp.hq.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of the toolkit. It knows no command itself: those on the class path are found,
 * and {@code scripts/hq} puts only the needed modules there.
 */
@Command(
    name = "scripts/hq",
    description = "Brings AgentHQ from this repository to every place where it runs.",
    mixinStandardHelpOptions = true)
public final class Hq implements Runnable {
  @Spec private CommandSpec spec;

  private Hq() {}

  /** The command line with every command on the class path. */
  public static CommandLine commandLine() {
    return commandLine(ServiceLoader.load(CommandProvider.class));
  }

  /** The command line with these modules' commands, as {@code scripts/hq} starts it for one. */
  public static CommandLine commandLine(Iterable<CommandProvider> modules) {
    CommandLine hq = new CommandLine(new Hq());
    modules.forEach(module -> module.commands().forEach(hq::addSubcommand));
    return hq;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(commandLine(), arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "A command is missing: see 'scripts/hq --help'.");
  }
}
