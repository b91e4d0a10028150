package com.genericcorp.hq.operate.task;

import java.io.PrintStream;

/** Says, when this process is stopped while a task runs, that the task goes on. */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  Interruption(PrintStream err, String sentence) {
    hook = new Thread(() -> err.println(sentence));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // Then it is said.
    }
  }
}
