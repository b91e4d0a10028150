package com.genericcorp.hq.cli;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Work on several things at a time; the first that fails ends the others. */
public final class SideBySide {
  private SideBySide() {}

  /** Work on one of many. */
  public interface Work<T> {
    void on(T one) throws Exception;
  }

  /**
   * Works on all, and returns when all are done.
   *
   * @param what the whole is called in errors: "the push"
   * @throws Failed with the first that failed; what was begun may still be done
   */
  public static <T> void each(String what, int atATime, Collection<T> all, Work<T> work) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            atATime,
            job -> {
              Thread thread = new Thread(job, "side-by-side");
              thread.setDaemon(true);
              return thread;
            });
    try {
      ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
      for (T one : all) {
        running.submit(
            () -> {
              work.on(one);
              return null;
            });
      }
      for (int ended = 0; ended < all.size(); ended++) {
        running.take().get();
      }
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "%s was interrupted: run it again", what);
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new Failed(problem, "%s failed: %s", what, problem.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
