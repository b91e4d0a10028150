package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.cli.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** Threads for layers, and others for their blocks: a layer waits for its blocks only. */
final class Parallel implements AutoCloseable {
  private static final ThreadFactory DAEMONS =
      job -> {
        Thread thread = new Thread(job, "layer");
        thread.setDaemon(true);
        return thread;
      };

  private final int processors;
  private final ExecutorService layers;
  private final ExecutorService blocks;

  Parallel(int processors) {
    this.processors = processors;
    this.layers = Executors.newFixedThreadPool(processors, DAEMONS);
    this.blocks = Executors.newFixedThreadPool(processors, DAEMONS);
  }

  ExecutorService blocks() {
    return blocks;
  }

  /** For each layer: enough to keep all processors busy, and no more memory than that. */
  int blocksInMemory() {
    return processors + 2;
  }

  /** The results in the order of the inputs; the first failure in that order is thrown. */
  <A, B> List<B> all(List<A> inputs, Function<A, B> work) {
    List<Future<B>> running = new ArrayList<>();
    inputs.forEach(input -> running.add(layers.submit(() -> work.apply(input))));
    List<B> results = new ArrayList<>();
    try {
      for (Future<B> one : running) {
        results.add(one.get());
      }
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "the build was interrupted: run it again");
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new Failed(problem, "a layer could not be made: %s", problem.getCause());
    } finally {
      running.forEach(one -> one.cancel(true));
    }
    return results;
  }

  @Override
  public void close() {
    layers.shutdownNow();
    blocks.shutdownNow();
  }
}
