package com.genericcorp.hq.bundle.commands;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings the commands of the package on this machine. */
public final class BundleCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(
        new UpCommand(),
        new DownCommand(),
        new StatusCommand(),
        new LogsCommand(),
        new ResetCommand());
  }
}
