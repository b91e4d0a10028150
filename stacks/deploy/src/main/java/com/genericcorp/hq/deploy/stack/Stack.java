package com.genericcorp.hq.deploy.stack;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One stack of the program in {@code stacks}. All that changes something throws {@link StackLocked}
 * when somebody else works on it and {@link StackFailed} when it ended in the middle.
 */
public interface Stack {
  String name();

  /** Its configuration, by full keys such as {@code agenthq:zoneId}. */
  Map<String, String> config();

  /** Sets a key, {@code agenthq:…}; the others stay. */
  void setConfig(String key, String value);

  void removeConfig(String key);

  /** Its outputs, by name; empty before its first update. */
  Map<String, String> outputs();

  /** What it consists of, as its last update left it. */
  StackState state();

  /** Its updates, the newest first. */
  List<Deployed> history();

  /** What {@link #up} would change; changes nothing. */
  Changes preview();

  /** Makes AWS what the program says. */
  Changes up(String message, Consumer<StackEvent> progress);

  /** What in AWS is not as the last update left it; changes nothing, not even the state. */
  Changes drift();

  /** Deletes all that is in it. */
  Changes destroy(Consumer<StackEvent> progress);

  /** Takes the locks of its state away, whoever holds them. */
  void cancel();
}
