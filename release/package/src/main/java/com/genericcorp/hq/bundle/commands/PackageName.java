package com.genericcorp.hq.bundle.commands;

import com.genericcorp.hq.bundle.selfhosted.Installation;
import com.genericcorp.hq.cli.InvalidInput;
import picocli.CommandLine.Parameters;

/** The environment that a command is for. */
final class PackageName {
  @Parameters(index = "0", paramLabel = "NAME", description = "The environment: selfhosted.")
  private String name = "";

  String text() {
    return name;
  }

  /**
   * Its installation on this machine.
   *
   * @throws InvalidInput when it is another environment
   */
  Installation installation() {
    return Installation.named(name);
  }
}
