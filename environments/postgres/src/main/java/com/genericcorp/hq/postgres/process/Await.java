package com.genericcorp.hq.postgres.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the operating system announces to nobody. */
public final class Await {
  private static final Duration POLL = Duration.ofMillis(5);

  private Await() {}

  /**
   * Asks every 5 ms until the condition holds.
   *
   * @return false when it did not hold in that time, or the thread was interrupted
   */
  public static boolean until(BooleanSupplier condition, Duration patience) {
    return until(condition, patience, POLL);
  }

  /** The same, asking with these pauses. */
  public static boolean until(BooleanSupplier condition, Duration patience, Duration pause) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException problem) {
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      }
    }
    return true;
  }
}
