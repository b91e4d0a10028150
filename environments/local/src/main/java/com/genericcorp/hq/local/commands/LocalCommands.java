package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings the commands of the embedded platform. */
public final class LocalCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(
        new UpCommand(),
        new StatusCommand(),
        new LogsCommand(),
        new DownCommand(),
        new ResetCommand(),
        new TrustCommand(),
        new TenantsCommand(),
        new UsersCommand(),
        new JobCommand());
  }
}
