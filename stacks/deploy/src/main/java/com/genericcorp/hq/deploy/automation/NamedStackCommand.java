package com.genericcorp.hq.deploy.automation;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import java.util.ArrayList;
import java.util.List;

/**
 * Pulumi's program, told each time which stack is meant. The SDK (1.36.1) selects the stack once
 * and leaves its name away afterwards: whoever selects another meanwhile, in another terminal,
 * would have that one changed or destroyed.
 */
record NamedStackCommand(PulumiCommand command, String stack) implements PulumiCommand {
  private static final String OPTION = "--stack";
  private static final List<String> OF_A_STACK = List.of("preview", "up", "refresh", "destroy");

  @Override
  public Version version() {
    return command.version();
  }

  @Override
  public CommandResult run(List<String> words, CommandRunOptions options)
      throws AutomationException {
    return command.run(named(words), options);
  }

  private List<String> named(List<String> words) {
    boolean meansOne =
        OF_A_STACK.contains(words.get(0))
            || (words.size() > 1 && words.get(0).equals("stack") && words.get(1).equals("history"));
    if (!meansOne || words.contains(OPTION)) {
      return words;
    }
    List<String> all = new ArrayList<>(words);
    all.add(OPTION);
    all.add(stack);
    return all;
  }
}
