package com.genericcorp.hq.deploy.automation;

import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Operation;
import com.genericcorp.hq.deploy.stack.StackEvent;
import com.genericcorp.hq.deploy.stack.Urn;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.events.DiagnosticEvent;
import com.pulumi.automation.events.EngineEvent;
import com.pulumi.automation.events.StepEventMetadata;
import com.pulumi.automation.events.StepEventStateMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's events, understood: which resources change, which failed and why. They come from
 * another thread than the one that waits for the command.
 */
final class EngineEvents implements Consumer<EngineEvent> {
  private final boolean refresh;
  private final Consumer<StackEvent> progress;
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final List<String> general = new ArrayList<>();

  /**
   * @param refresh what differs is known at the end of a step, not when it begins
   * @param progress hears of each resource
   */
  EngineEvents(boolean refresh, Consumer<StackEvent> progress) {
    this.refresh = refresh;
    this.progress = progress;
  }

  @Override
  public synchronized void accept(EngineEvent event) {
    if (event.resourcePreEvent() != null && !refresh) {
      step(event.resourcePreEvent().metadata(), true);
    } else if (event.resourceOutputsEvent() != null) {
      step(event.resourceOutputsEvent().metadata(), false);
    } else if (event.resourceOperationFailedEvent() != null) {
      String urn = event.resourceOperationFailedEvent().metadata().urn();
      String why = failures.computeIfAbsent(urn, any -> "it failed; Pulumi says no more");
      changes.remove(urn);
      progress.accept(new StackEvent.Failure(new Urn(urn), why));
    } else if (event.diagnosticEvent() != null) {
      diagnostic(event.diagnosticEvent());
    }
  }

  private void step(StepEventMetadata step, boolean begins) {
    Urn urn = new Urn(step.urn());
    Operation operation = operation(step.op());
    if (operation == Operation.SAME || isGroup(urn)) {
      return;
    }
    changes.put(step.urn(), new Change(operation, urn, properties(step)));
    if (step.op() != OperationType.REPLACE) { // its parts, the new and the old one, are told
      progress.accept(
          begins ? new StackEvent.Begun(operation, urn) : new StackEvent.Ended(operation, urn));
    }
  }

  /** The stack itself, and components: nothing of them is in AWS. */
  private static boolean isGroup(Urn urn) {
    return urn.type().startsWith("pulumi:pulumi:") || urn.type().startsWith("agenthq:");
  }

  private static Operation operation(OperationType type) {
    return switch (type) {
      case CREATE, IMPORT -> Operation.CREATE;
      case UPDATE -> Operation.UPDATE;
      case DELETE -> Operation.DELETE;
      case REPLACE, CREATE_REPLACEMENT, DELETE_REPLACED, IMPORT_REPLACEMENT, READ_REPLACEMENT ->
          Operation.REPLACE;
      default -> Operation.SAME;
    };
  }

  private static List<String> properties(StepEventMetadata step) {
    TreeSet<String> names = new TreeSet<>();
    if (step.detailedDiff() != null) {
      names.addAll(step.detailedDiff().keySet());
    }
    if (names.isEmpty() && step.diffs() != null) {
      names.addAll(step.diffs());
    }
    if (names.isEmpty() && step.op() == OperationType.UPDATE) {
      names.addAll(different(outputs(step.old()), outputs(step.new_())));
    }
    return List.copyOf(names);
  }

  private static Map<String, Object> outputs(@Nullable StepEventStateMetadata state) {
    return state == null || state.outputs() == null ? Map.of() : state.outputs();
  }

  private static List<String> different(Map<String, Object> one, Map<String, Object> other) {
    TreeSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
    return List.copyOf(names);
  }

  private void diagnostic(DiagnosticEvent said) {
    if (!"error".equals(said.severity())) {
      return;
    }
    String text = plain(said.message());
    String urn = said.urn();
    if (urn == null || urn.isEmpty() || isGroup(new Urn(urn))) {
      general.add(text);
    } else {
      failures.merge(urn, text, (before, more) -> before + "; " + more);
    }
  }

  /** Without the engine's marks for colour, and in one line. */
  private static String plain(String text) {
    return text.replaceAll("<\\{%[^%]*%\\}>", "")
        .replaceFirst("^error: ", "")
        .strip()
        .replaceAll("\\s*\\n\\s*", " ");
  }

  synchronized Changes changes() {
    return new Changes(List.copyOf(changes.values()));
  }

  synchronized List<StackEvent.Failure> failures() {
    return failures.entrySet().stream()
        .map(one -> new StackEvent.Failure(new Urn(one.getKey()), one.getValue()))
        .toList();
  }

  /** Errors that are no resource's: the program's own, the engine's. */
  synchronized List<String> general() {
    return List.copyOf(general);
  }
}
