package com.genericcorp.hq.bench;

import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import com.genericcorp.hq.verify.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Sends one request again and again over connections that are kept, as callers in turn. */
record Load(Wire wire, String host, String path) {
  private static final int CONNECTIONS = 16;
  private static final int PACED_CONNECTIONS = 64;

  /**
   * What came of it.
   *
   * @param times of each request; at a fixed rate from the moment at which it was due, so that a
   *     stall counts for all that had to wait
   */
  record Result(double perSecond, Sample times) {}

  /** Each connection sends its next request when its last was answered. */
  Result closed(List<String> keys, Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    return gather(
        CONNECTIONS,
        seed -> {
          Random random = new Random(seed);
          Sample times = new Sample();
          for (long now = System.nanoTime(); now < end; ) {
            send(keys.get(random.nextInt(keys.size())));
            long then = System.nanoTime();
            times.add(then - now);
            now = then;
          }
          return times;
        },
        start);
  }

  /** So many a second, whether answers come or not. */
  Result paced(List<String> keys, int rate, Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    long count = rate * duration.toSeconds();
    AtomicLong next = new AtomicLong();
    return gather(
        PACED_CONNECTIONS,
        seed -> {
          Random random = new Random(seed);
          Sample times = new Sample();
          for (long ticket = next.getAndIncrement();
              ticket < count;
              ticket = next.getAndIncrement()) {
            long due = start + ticket * 1_000_000_000L / rate;
            long wait = due - System.nanoTime();
            if (wait > 0) {
              Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            send(keys.get(random.nextInt(keys.size())));
            times.add(System.nanoTime() - due);
          }
          return times;
        },
        start);
  }

  private interface Sender {
    Sample run(int seed) throws NoAnswer, InterruptedException;
  }

  private static Result gather(int senders, Sender sender, long start) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(senders);
    try {
      List<Callable<Sample>> work = new ArrayList<>();
      for (int seed = 0; seed < senders; seed++) {
        int own = seed;
        work.add(() -> sender.run(own));
      }
      Sample all = new Sample();
      for (Future<Sample> one : threads.invokeAll(work)) {
        all.addAll(one.get());
      }
      return new Result(all.size() / ((System.nanoTime() - start) / 1e9), all);
    } catch (ExecutionException problem) {
      throw new IllegalStateException(problem.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void send(String key) throws NoAnswer {
    Response answer = wire.send(Request.get(host, path).with("Authorization", "Bearer " + key));
    if (answer.status() != 200) {
      throw new NoAnswer(path + " answered " + answer.summary());
    }
  }
}
