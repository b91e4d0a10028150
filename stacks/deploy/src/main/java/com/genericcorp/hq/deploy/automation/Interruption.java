package com.genericcorp.hq.deploy.automation;

import com.genericcorp.hq.cli.Failed;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does while Pulumi works: the terminal tells Pulumi, too, which ends what it has begun
 * and unlocks the state; this process stays until it has.
 */
final class Interruption implements AutoCloseable {
  /** A database takes half an hour at most; whoever does not want to wait presses Ctrl-C again. */
  private static final long PATIENCE_MINUTES = 40;

  private final Thread hook;
  private volatile boolean interrupted;

  private Interruption(String stack) {
    hook = new Thread(() -> stay(stack), "interruption");
  }

  static Interruption guard(String stack) {
    Interruption guard = new Interruption(stack);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  private void stay(String stack) {
    interrupted = true;
    System.err.printf(
        "%nInterrupted: Pulumi ends what it has begun, then unlocks the state. Killed, it leaves a"
            + " lock:%n'scripts/hq unlock %s' takes it away, and 'scripts/hq up %s' says what is"
            + " unfinished.%n",
        stack, stack);
    ProcessHandle.current()
        .children()
        .forEach(
            child -> {
              // No signal: a second one after the terminal's would end Pulumi at once.
              System.err.printf(
                  "Waiting for Pulumi; 'kill -INT %d' if only this command was told to stop.%n",
                  child.pid());
              try {
                child.onExit().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
              } catch (InterruptedException problem) {
                Thread.currentThread().interrupt();
              } catch (java.util.concurrent.ExecutionException
                  | java.util.concurrent.TimeoutException problem) {
                System.err.println("Pulumi still works, as process " + child.pid());
              }
            });
  }

  /** The result, unless the work was cut short. */
  <T> T unless(T result) {
    if (interrupted) {
      throw new Failed("it was interrupted");
    }
    return result;
  }

  @Override
  public void close() {
    if (!interrupted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        interrupted = true; // between the two lines
      }
    }
  }
}
