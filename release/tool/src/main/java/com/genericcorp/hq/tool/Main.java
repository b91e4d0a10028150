package com.genericcorp.hq.tool;

import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.tool.commands.Tool;

/** Where the tool starts; the package's scripts are its only callers. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(Tool.commandLine(), arguments));
  }
}
