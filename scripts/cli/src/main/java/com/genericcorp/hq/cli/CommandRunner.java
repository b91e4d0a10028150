package com.genericcorp.hq.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * Runs a command line by the project's rules: exit 0 done, 1 a check or step failed, 2 wrong usage
 * or unreadable input; errors are sentences on standard error, with a stack trace only after {@code
 * --debug}.
 */
public final class CommandRunner {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int INVALID = 2;

  private static final String DEBUG = "--debug";

  private CommandRunner() {}

  /** Runs the command and returns the process's exit code; throws nothing. */
  public static int run(CommandLine commandLine, String... arguments) {
    List<String> words = Arrays.asList(arguments);
    int options = words.indexOf("--") < 0 ? words.size() : words.indexOf("--");
    int debugAt = words.subList(0, options).indexOf(DEBUG);
    boolean debug = debugAt >= 0;
    String[] rest =
        debug
            ? words.stream().filter(word -> !word.equals(DEBUG)).toArray(String[]::new)
            : arguments;
    setVersion(commandLine);
    commandLine.setExecutionExceptionHandler(
        (problem, failing, parsed) -> {
          report(failing.getErr(), name(commandLine), problem, debug);
          return exitCode(problem);
        });
    commandLine.setParameterExceptionHandler(
        (problem, words2) -> {
          CommandLine failing = problem.getCommandLine();
          PrintWriter err = failing.getErr();
          err.printf("%s: %s%n", name(commandLine), problem.getMessage());
          CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
          err.printf("See '%s --help'.%n", failing.getCommandSpec().qualifiedName());
          err.flush();
          return INVALID;
        });
    return commandLine.execute(rest);
  }

  /** What {@code --version} prints, of every command. */
  private static void setVersion(CommandLine commandLine) {
    String version = CommandRunner.class.getPackage().getImplementationVersion();
    commandLine.getCommandSpec().version(version == null ? "not packaged" : version);
    commandLine.getSubcommands().values().forEach(CommandRunner::setVersion);
  }

  /** What errors begin with: the program's name without its folder. */
  private static String name(CommandLine commandLine) {
    String name = commandLine.getCommandName();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static int exitCode(Throwable problem) {
    return problem instanceof InvalidInput ? INVALID : FAILED;
  }

  private static void report(PrintWriter err, String name, Throwable problem, boolean debug) {
    if (debug) {
      StringWriter trace = new StringWriter();
      problem.printStackTrace(new PrintWriter(trace));
      err.print(trace);
    } else if (problem instanceof InvalidInput || problem instanceof Failed) {
      err.printf("%s: %s%n", name, problem.getMessage());
    } else {
      String message = problem.getMessage();
      err.printf(
          "%s: %s%s%n  This was not foreseen; run it again with --debug for the whole trace.%n",
          name, problem.getClass().getSimpleName(), message == null ? "" : ": " + message);
    }
    err.flush();
  }
}
