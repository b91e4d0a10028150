package com.genericcorp.hq.deploy.automation;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Deployed;
import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.deploy.stack.StackEvent;
import com.genericcorp.hq.deploy.stack.StackState;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.ConfigValue;
import com.pulumi.automation.DestroyOptions;
import com.pulumi.automation.HistoryOptions;
import com.pulumi.automation.PreviewOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.RefreshOptions;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.UpdateKind;
import com.pulumi.automation.UpdateState;
import com.pulumi.automation.UpdateSummary;
import com.pulumi.automation.WorkspaceStack;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One stack, by the Automation API. */
final class PulumiStack implements Stack {
  /** So many updates back a rollback looks. */
  private static final int HISTORY = 50;

  private final WorkspaceStack stack;
  private final PulumiCommand command;
  private final Path program;
  private final Map<String, String> variables;
  private final Clock clock;

  PulumiStack(
      WorkspaceStack stack,
      PulumiCommand command,
      Path program,
      Map<String, String> variables,
      Clock clock) {
    this.stack = stack;
    this.command = command;
    this.program = program;
    this.variables = variables;
    this.clock = clock;
  }

  /** Something that the Automation API does. */
  private interface Asked<T> {
    T get() throws AutomationException;
  }

  /** Work on the stack: it tells of its events and of what Pulumi writes. */
  private interface Work {
    void run(EngineEvents events, Consumer<String> said) throws AutomationException;
  }

  @Override
  public String name() {
    return stack.name();
  }

  @Override
  public Map<String, String> config() {
    return plain(ask("the configuration of stack " + name(), stack::getAllConfig));
  }

  @Override
  public void setConfig(String key, String value) {
    ask(
        "setting " + key + " of stack " + name(),
        () -> {
          stack.setConfig(key, new ConfigValue(value));
          return key;
        });
  }

  @Override
  public void removeConfig(String key) {
    ask(
        "removing " + key + " of stack " + name(),
        () -> {
          stack.removeConfig(key);
          return key;
        });
  }

  @Override
  public Map<String, String> outputs() {
    Map<String, String> outputs = new TreeMap<>();
    ask("the outputs of stack " + name(), stack::getOutputs)
        .forEach((key, one) -> outputs.put(key, String.valueOf(one.value())));
    return outputs;
  }

  /** Not the SDK's own export, which opens all secrets. */
  @Override
  public StackState state() {
    CommandRunOptions here =
        CommandRunOptions.builder().workingDir(program).additionalEnv(variables).build();
    return StateJson.read(
        ask(
                "the state of stack " + name(),
                () -> command.run(List.of("stack", "export", "--stack", name()), here))
            .standardOutput());
  }

  @Override
  public List<Deployed> history() {
    HistoryOptions newest = HistoryOptions.builder().pageSize(HISTORY).page(1).build();
    return ask("the history of stack " + name(), () -> stack.getHistory(newest)).stream()
        .map(PulumiStack::deployed)
        .toList();
  }

  private static Deployed deployed(UpdateSummary one) {
    return new Deployed(
        one.version() == null ? 0 : one.version(),
        one.startTime(),
        one.kind() == UpdateKind.UPDATE,
        one.result() == UpdateState.SUCCEEDED,
        one.config() == null ? Map.of() : plain(one.config()));
  }

  private static Map<String, String> plain(Map<String, ConfigValue> config) {
    Map<String, String> plain = new TreeMap<>();
    config.forEach((key, one) -> plain.put(key, one.isSecret() ? "[secret]" : one.value()));
    return plain;
  }

  @Override
  public Changes preview() {
    return work(
        false,
        event -> {},
        (events, said) ->
            stack.preview(
                PreviewOptions.builder().diff(true).onEvent(events).onStandardError(said).build()));
  }

  @Override
  public Changes up(String message, Consumer<StackEvent> progress) {
    return work(
        false,
        progress,
        (events, said) ->
            stack.up(
                UpOptions.builder()
                    .message(message)
                    .onEvent(events)
                    .onStandardError(said)
                    .build()));
  }

  /** Of a stack without resources the SDK's refresh fails, as it has no history. */
  @Override
  public Changes drift() {
    if (state().resources().isEmpty()) {
      return new Changes(List.of());
    }
    return work(
        true,
        event -> {},
        (events, said) ->
            stack.refresh(
                RefreshOptions.builder()
                    .previewOnly(true)
                    .onEvent(events)
                    .onStandardError(said)
                    .build()));
  }

  @Override
  public Changes destroy(Consumer<StackEvent> progress) {
    return work(
        false,
        progress,
        (events, said) ->
            stack.destroy(DestroyOptions.builder().onEvent(events).onStandardError(said).build()));
  }

  @Override
  public void cancel() {
    ask(
        "unlocking stack " + name(),
        () -> {
          stack.cancel();
          return name();
        });
  }

  private static <T> T ask(String doing, Asked<T> asked) {
    try {
      return asked.get();
    } catch (AutomationException problem) {
      throw PulumiProblems.of(doing, problem);
    }
  }

  private Changes work(boolean refresh, Consumer<StackEvent> progress, Work work) {
    EngineEvents events = new EngineEvents(refresh, progress);
    StringBuffer said = new StringBuffer();
    try (Interruption guard = Interruption.guard(name())) {
      work.run(events, line -> said.append(line).append('\n'));
      return guard.unless(events.changes());
    } catch (AutomationException problem) {
      Failed failed = PulumiProblems.of(name(), problem, events, said.toString(), clock);
      failed.addSuppressed(problem);
      throw failed;
    }
  }
}
