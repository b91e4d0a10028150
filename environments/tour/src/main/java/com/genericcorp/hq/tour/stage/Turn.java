package com.genericcorp.hq.tour.stage;

import com.genericcorp.hq.cli.Failed;
import org.jspecify.annotations.Nullable;

/**
 * Who may change something: the tour, until it is interrupted; from then on the thread that tidies
 * up alone, after what was under way has ended.
 */
public final class Turn {
  private @Nullable Thread only;

  /** Something that changes the environment, or looks at it. */
  @FunctionalInterface
  interface Action<T, E extends Exception> {
    T run() throws E;
  }

  synchronized <T, E extends Exception> T take(Action<T, E> action) throws E {
    if (only != null && only != Thread.currentThread()) {
      throw new Failed("the tour was interrupted");
    }
    return action.run();
  }

  /** From now on it is the calling thread's alone. */
  public synchronized void claim() {
    only = Thread.currentThread();
  }
}
