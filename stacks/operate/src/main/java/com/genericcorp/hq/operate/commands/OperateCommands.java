package com.genericcorp.hq.operate.commands;

import com.genericcorp.hq.cli.CommandProvider;
import com.genericcorp.hq.cli.operator.OperatorCommands;
import com.genericcorp.hq.operate.task.Operations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brings the commands by which an environment on AWS is operated. */
public final class OperateCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    List<Object> commands = new ArrayList<>(OperatorCommands.on(OperateCommands::operate));
    commands.add(new RestoreCommand());
    return commands;
  }

  private static int operate(String name, List<String> words) throws Exception {
    try (Chosen chosen = Chosen.byName(name)) {
      return AwsErrors.told(() -> operate(chosen, words));
    }
  }

  private static int operate(Chosen chosen, List<String> words)
      throws IOException, InterruptedException {
    Operations.Ended ended = chosen.operations(System.err).run(words, Map.of());
    System.out.write(ended.output());
    System.out.flush();
    return ended.code();
  }
}
