package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.deploy.image.ServerImage;
import com.genericcorp.hq.deploy.preflight.Surroundings;
import com.genericcorp.hq.deploy.process.HqCommand;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.deploy.stack.StackEvent;
import com.genericcorp.hq.model.Environment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the steps know: what was asked for, and what those before have found out. */
public final class Deployment {
  static final String DIGEST = "agenthq:serverDigest";
  static final String ZONE = "agenthq:zoneId";

  final Surroundings around;
  final HqCommand hq;
  final Rollouts rollouts;
  final Terminal terminal;
  final Consumer<String> say;

  /** Whether yes was said before anybody asked. */
  final boolean agreed;

  /** What is done, for the history of the stack: "up". */
  final String work;

  private final Map<String, String> formerConfig = new HashMap<>();
  private final EventLines lines;
  private @Nullable ServerImage image;
  private @Nullable String digest;
  private @Nullable Stack stack;
  private Changes planned = new Changes(List.of());
  private boolean begun;
  private boolean mayLoseData;

  /**
   * @param say takes lines for people
   */
  public Deployment(
      String work,
      Surroundings around,
      HqCommand hq,
      Rollouts rollouts,
      Terminal terminal,
      boolean agreed,
      Consumer<String> say) {
    this.work = work;
    this.around = around;
    this.hq = hq;
    this.rollouts = rollouts;
    this.terminal = terminal;
    this.agreed = agreed;
    this.say = say;
    this.lines = new EventLines(say, around.clock());
  }

  Environment environment() {
    return around.environment();
  }

  String name() {
    return around.environment().name();
  }

  /** "scripts/hq up demo". */
  String command(String command) {
    return "scripts/hq " + command + " " + name();
  }

  /** Takes events of the stack and tells of them. */
  Consumer<StackEvent> progress() {
    return lines;
  }

  /** Where the image comes from, when it is to be another than now. */
  public void use(ServerImage chosen) {
    this.image = chosen;
  }

  /** What holds data may be replaced or deleted, if that is what the preview says. */
  public void allowDataLoss() {
    mayLoseData = true;
  }

  boolean mayLoseData() {
    return mayLoseData;
  }

  ServerImage image() {
    return known(image);
  }

  void use(String found) {
    this.digest = found;
  }

  String digest() {
    return known(digest);
  }

  void use(Stack found) {
    this.stack = found;
  }

  Stack stack() {
    return known(stack);
  }

  /** Whether there is, as far as is known, something that would have to be destroyed. */
  boolean leavesSomething() {
    return stack != null && (begun || !stack.state().inAws().isEmpty());
  }

  Optional<Stack> findStack() {
    return around.stacks().find(name());
  }

  void plan(Changes changes) {
    this.planned = changes;
  }

  Changes planned() {
    return planned;
  }

  /** From here on something in AWS may be another. */
  void begin() {
    this.begun = true;
  }

  /** Sets what the stack is to go by, and remembers what it went by. */
  void configure(String key, String value) {
    String former = stack().config().get(key);
    if (value.equals(former)) {
      return;
    }
    formerConfig.putIfAbsent(key, former == null ? "" : former);
    stack().setConfig(key, value);
  }

  /** Puts the configuration back, as nothing was deployed. */
  void restoreConfig() {
    formerConfig.forEach(
        (key, former) -> {
          if (former.isEmpty()) {
            stack().removeConfig(key);
          } else {
            stack().setConfig(key, former);
          }
        });
    formerConfig.clear();
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked for before its step has run");
    }
    return value;
  }
}
