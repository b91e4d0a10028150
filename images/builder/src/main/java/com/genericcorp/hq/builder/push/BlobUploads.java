package com.genericcorp.hq.builder.push;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.cli.Failed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends blobs side by side; those that the registry has are not sent. */
final class BlobUploads {
  /** More connections are not faster, and registries count them. */
  static final int AT_A_TIME = 4;

  private final Registry registry;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  BlobUploads(Registry registry) {
    this.registry = registry;
  }

  int sent() {
    return sent.get();
  }

  int present() {
    return present.get();
  }

  long bytes() {
    return bytes.get();
  }

  /**
   * Sends what is missing.
   *
   * @throws Failed with the first that could not be sent; those that were begun may still arrive
   */
  void send(Map<Digest, Content> blobs) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_A_TIME,
            job -> {
              Thread thread = new Thread(job, "upload");
              thread.setDaemon(true);
              return thread;
            });
    try {
      ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
      List<Future<Void>> begun = new ArrayList<>();
      blobs.forEach((digest, blob) -> begun.add(running.submit(() -> send(digest, blob), null)));
      for (int ended = 0; ended < begun.size(); ended++) {
        running.take().get();
      }
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "the push was interrupted: run it again");
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new Failed(problem, "a blob could not be sent: %s", problem.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void send(Digest digest, Content blob) {
    if (registry.has(digest)) {
      present.incrementAndGet();
      return;
    }
    registry.send(digest, blob, bytes::addAndGet);
    sent.incrementAndGet();
  }
}
