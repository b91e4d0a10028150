package com.genericcorp.hq.local.up;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C (SIGINT), SIGTERM or a closed terminal: the JVM ends, with exit code 130 for the first;
 * before that what it stays with is stopped in an orderly way.
 */
final class Interruption {
  private static final long LONGEST_STEP_SECONDS = 15;

  private final Down down;
  private final Thread main = Thread.currentThread();
  private final CountDownLatch steps = new CountDownLatch(1);
  private volatile BooleanSupplier wanted = () -> false;
  private volatile boolean interrupted;

  Interruption(Down down) {
    this.down = down;
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
  }

  /** From now on stops what runs, if the condition holds then. */
  void watch(BooleanSupplier condition) {
    wanted = condition;
  }

  /** From now on leaves what runs alone. */
  void forget() {
    wanted = () -> false;
  }

  /** The steps hold the lock no longer. */
  void stepsEnded() {
    steps.countDown();
  }

  /** Ends here when the JVM is ending: what failed by that is of no interest to anybody. */
  void ifInterruptedWaitForTheEnd() {
    if (interrupted) {
      stepsEnded();
      while (true) {
        try {
          TimeUnit.DAYS.sleep(1);
        } catch (InterruptedException again) {
          // Until the JVM is gone.
        }
      }
    }
  }

  private void end() {
    if (!wanted.getAsBoolean()) {
      return;
    }
    interrupted = true;
    System.err.printf("%nStopping …%n");
    try {
      main.interrupt();
      down.endJobs();
      steps.await(LONGEST_STEP_SECONDS, TimeUnit.SECONDS);
      down.run(holder -> {});
      System.err.println("Stopped; the data are kept.");
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException problem) {
      System.err.println("hq: it could not be stopped: " + problem.getMessage());
    }
  }
}
