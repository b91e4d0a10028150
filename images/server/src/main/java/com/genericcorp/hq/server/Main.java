package com.genericcorp.hq.server;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.sealed.SealedOutput;
import com.genericcorp.hq.server.commands.AgentHq;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the image starts: one of the application contract's commands. */
public final class Main {
  private static final String SERVE = "serve";

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    String reader = System.getenv().getOrDefault(SealedOutput.VARIABLE, "");
    // What serves has no output but its log.
    if (reader.isBlank() || List.of(arguments).contains(SERVE)) {
      System.exit(CommandRunner.run(AgentHq.commandLine(), arguments));
    }
    System.exit(runSealed(reader, arguments));
  }

  /** What a command prints may be a key, and what keeps this process's output is a log. */
  private static int runSealed(String reader, String[] arguments) throws IOException {
    SealedOutput sealed;
    try {
      sealed = SealedOutput.to(reader, System.out);
    } catch (InvalidInput noKey) {
      System.err.println("agenthq: " + noKey.getMessage());
      return CommandRunner.INVALID;
    }
    try (PrintStream out = new PrintStream(sealed, false, StandardCharsets.UTF_8)) {
      System.setOut(out);
      return CommandRunner.run(AgentHq.commandLine(), arguments);
    }
  }
}
