package com.genericcorp.hq.deploy.commands;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings the commands of environments on AWS. */
public final class DeployCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(
        new UpCommand(),
        new DownCommand(),
        new PreflightCommand(),
        new DriftCommand(),
        new RollbackCommand(),
        new UnlockCommand(),
        new AcceptCommand());
  }
}
