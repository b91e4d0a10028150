package com.genericcorp.hq.deploy.automation;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.deploy.stack.Stacks;
import com.genericcorp.hq.deploy.state.StateBackend;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.LocalPulumiCommand;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.StackNotFoundException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stacks of the program in a folder, by Pulumi's own program: thin, as it is tested least. */
public final class PulumiStacks implements Stacks {
  private final Path program;
  private final StateBackend backend;
  private final Map<String, String> variables;
  private final Clock clock;
  private @Nullable PulumiCommand command;

  /**
   * @param program the folder of {@code Pulumi.yaml}
   * @param variables for Pulumi besides those of this process
   */
  public PulumiStacks(
      Path program, StateBackend backend, Map<String, String> variables, Clock clock) {
    this.program = program;
    this.backend = backend;
    this.clock = clock;
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(backend.variables());
    this.variables = Map.copyOf(all);
  }

  @Override
  public Optional<Stack> find(String name) {
    try {
      return Optional.of(stack(LocalWorkspace.selectStack(name, program, options(name))));
    } catch (StackNotFoundException none) {
      return Optional.empty();
    } catch (AutomationException problem) {
      throw PulumiProblems.of("stack " + name + " cannot be selected in " + backend.url(), problem);
    }
  }

  @Override
  public Stack create(String name) {
    try {
      return stack(LocalWorkspace.createStack(name, program, options(name)));
    } catch (AutomationException problem) {
      throw PulumiProblems.of("stack " + name + " cannot be made in " + backend.url(), problem);
    }
  }

  private Stack stack(com.pulumi.automation.WorkspaceStack stack) {
    return new PulumiStack(stack, command(), program, variables, clock);
  }

  private LocalWorkspaceOptions options(String stack) {
    return LocalWorkspaceOptions.builder()
        .pulumiCommand(new NamedStackCommand(command(), stack))
        .environmentVariables(variables)
        .secretsProvider(backend.secretsProvider())
        .build();
  }

  private PulumiCommand command() {
    if (command == null) {
      try {
        command = LocalPulumiCommand.create();
      } catch (AutomationException problem) {
        throw new Failed(
            problem,
            "Pulumi's program cannot be started: %s; 'scripts/hq preflight NAME' says what is"
                + " missing",
            problem.getMessage());
      }
    }
    return command;
  }
}
