package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.CommandProvider;
import com.genericcorp.hq.cli.operator.OperatorCommands;
import com.genericcorp.hq.local.up.ServerCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Brings the commands of the embedded platform. */
public final class LocalCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    List<Object> commands =
        new ArrayList<>(
            List.of(
                new UpCommand(),
                new StatusCommand(),
                new LogsCommand(),
                new DownCommand(),
                new ResetCommand(),
                new TrustCommand()));
    commands.addAll(OperatorCommands.on(LocalCommands::operate));
    return commands;
  }

  private static int operate(String environment, List<String> words)
      throws IOException, InterruptedException {
    Chosen chosen = Chosen.byName(environment);
    return new ServerCommand(chosen.repository().root(), chosen.environment(), chosen.state())
        .run(words, Chosen::waiting);
  }
}
