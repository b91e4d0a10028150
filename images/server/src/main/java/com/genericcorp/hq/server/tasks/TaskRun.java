package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.tenancy.NotServed;
import com.genericcorp.hq.server.usage.UsageMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker's run of one task: from its claim to its end, to the end of an attempt, or to the
 * moment at which the job is no longer its own. While the database is away the run waits and says
 * what it has to say afterwards.
 */
final class TaskRun {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);
  private static final Duration SHORTEST_STEP = Duration.ofMillis(200);
  private static final Duration LONGEST_STEP = Duration.ofSeconds(1);
  private static final Duration LONGEST_BLINDNESS = Duration.ofMillis(200);
  private static final int STEPS = 20;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Job job;
  private final HeldTask held;
  private final TaskMetrics metrics;
  private final UsageMeter usage;
  private final CountDownLatch stopping;
  private final BooleanSupplier suspended;
  private long begun;
  private boolean working;

  /**
   * @param stopping open once running tasks shall be given back
   * @param suspended whether the organisation is suspended now, as far as is known; asks nobody
   */
  TaskRun(
      Job job,
      HeldTask held,
      TaskMetrics metrics,
      UsageMeter usage,
      CountDownLatch stopping,
      BooleanSupplier suspended) {
    this.job = job;
    this.held = held;
    this.metrics = metrics;
    this.usage = usage;
    this.stopping = stopping;
    this.suspended = suspended;
  }

  void run() {
    try {
      Optional<Task> task = patiently(held::begin);
      if (task.isPresent()) {
        attempt(task.get());
      }
    } catch (LeaseLost lost) {
      if (lost.cancelled) {
        if (working) {
          usage.taskRun(job.tenant(), spent());
        }
      } else {
        LOG.warn("Task {} is another worker's now; this one stops.", job.taskId());
        metrics.ended(job.tenant().slug(), "lost");
      }
    } catch (NotServed suspended) {
      // Its suspension has put the task back, or the lease will.
      LOG.debug("broken off", suspended);
      returned();
    } catch (InterruptedException stopped) {
      giveBack("the server stopped");
    }
  }

  private void attempt(Task task) throws InterruptedException {
    SimulatedAgent.Attempt attempt = SimulatedAgent.attempt(task);
    begun = System.nanoTime();
    working = true;
    int from = task.progress();
    int written = from;
    int now = attempt.percent(from, Duration.ZERO);
    while (now < attempt.until()) {
      Duration rest = attempt.rest(from).minusNanos(System.nanoTime() - begun);
      pauseUnlessSuspended(shorter(step(attempt.duration()), rest));
      now = attempt.percent(from, Duration.ofNanos(System.nanoTime() - begun));
      if (suspended.getAsBoolean()) {
        giveBack("the organisation was suspended");
        return;
      }
      if (now == written) {
        patiently(held::keep);
      } else if (now < attempt.until()) {
        int percent = now;
        patiently(() -> held.progress(percent));
        written = now;
      }
    }
    end(task, attempt);
  }

  private void end(Task task, SimulatedAgent.Attempt attempt) throws InterruptedException {
    String outcome;
    if (!attempt.failed()) {
      patiently(() -> held.succeed(attempt.text()));
      outcome = TaskEvent.SUCCEEDED;
    } else if (task.attempts() >= SimulatedAgent.MOST_ATTEMPTS) {
      patiently(() -> held.fail(attempt.text()));
      outcome = TaskEvent.FAILED;
    } else {
      Duration delay = SimulatedAgent.pauseAfter(task.attempts());
      patiently(() -> held.retry(attempt.text(), delay));
      outcome = TaskEvent.RETRIED;
    }
    usage.taskRun(job.tenant(), spent());
    metrics.ended(job.tenant().slug(), outcome);
    LOG.atInfo()
        .addKeyValue("task", job.taskId())
        .addKeyValue("attempt", task.attempts())
        .addKeyValue("outcome", outcome)
        .log("task");
  }

  private Duration spent() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void giveBack(String reason) {
    try {
      held.giveBack(reason);
      returned();
    } catch (NotServed suspended) {
      returned();
    } catch (LeaseLost gone) {
      LOG.debug("not given back", gone);
    } catch (RuntimeException away) {
      LOG.warn("Task {} could not be given back; its lease will run out.", job.taskId());
    }
  }

  private void returned() {
    if (working) {
      usage.taskTime(job.tenant(), spent());
    }
    metrics.ended(job.tenant().slug(), TaskEvent.RETURNED);
  }

  private static Duration step(Duration whole) {
    Duration step = whole.dividedBy(STEPS);
    return step.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : shorter(step, LONGEST_STEP);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void patiently(Runnable write) throws InterruptedException {
    patiently(
        () -> {
          write.run();
          return true;
        });
  }

  /** Does it now, or as soon as the database is back. */
  private <T> T patiently(Supplier<T> work) throws InterruptedException {
    Duration wait = FIRST_PAUSE;
    while (true) {
      try {
        return work.get();
      } catch (DatabaseUnavailable away) {
        LOG.debug("waiting for the database", away);
        pause(wait);
        wait = shorter(wait.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  private void pauseUnlessSuspended(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    Duration left = duration;
    while (!left.isNegative() && !suspended.getAsBoolean()) {
      pause(shorter(left, LONGEST_BLINDNESS));
      left = Duration.ofNanos(end - System.nanoTime());
    }
  }

  /**
   * Waits.
   *
   * @throws InterruptedException when the server stops meanwhile
   */
  private void pause(Duration duration) throws InterruptedException {
    // Rounded up: a rest of less than a millisecond is slept through, not spun through.
    if (stopping.await(duration.toMillis() + 1, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the server stops");
    }
  }
}
