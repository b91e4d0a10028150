package com.genericcorp.hq.server;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.server.commands.AgentHq;

/** Where the image starts: one of the application contract's commands. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(AgentHq.commandLine(), arguments));
  }
}
