package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few transfers side by side; the first that fails ends the others. */
final class Parallel {
  /** GitHub's secondary limits dislike more writers. */
  private static final int THREADS = 4;

  private Parallel() {}

  /** Work on one of many. */
  interface Work<T> {
    void on(T one) throws Exception;
  }

  static <T> void each(List<T> all, Work<T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(threads);
      List<Future<Void>> futures = new ArrayList<>();
      for (T one : all) {
        futures.add(
            running.submit(
                () -> {
                  work.on(one);
                  return null;
                }));
      }
      for (int ended = 0; ended < futures.size(); ended++) {
        running.take().get();
      }
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "interrupted: run it again");
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new Failed(problem, "a transfer failed: %s", problem.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
