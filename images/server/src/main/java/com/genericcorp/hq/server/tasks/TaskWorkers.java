package com.genericcorp.hq.server.tasks;

import com.genericcorp.hq.server.database.DatabaseUnavailable;
import com.genericcorp.hq.server.logging.Logging;
import com.genericcorp.hq.server.metrics.TaskMetrics;
import com.genericcorp.hq.server.status.PartHealth;
import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.SuspensionWatch;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import com.genericcorp.hq.server.usage.UsageMeter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs the tasks of all organisations, some at once. One thread claims as many jobs as there are
 * free workers; it looks again at once after a task was made or has ended here, else every 250 ms.
 */
public final class TaskWorkers implements AutoCloseable {
  /** How long running tasks may go on once the server stops; what is left is given back. */
  public static final Duration GRACE = Duration.ofSeconds(4);

  private static final Logger LOG = LoggerFactory.getLogger(TaskWorkers.class);
  private static final String PART = "tasks";
  private static final Duration LONG_WAIT = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(1);
  private static final Duration GIVING_BACK = Duration.ofSeconds(6);

  private final TenantDatabase database;
  private final Registry registry;
  private final TaskQueue queue;
  private final TaskMetrics metrics;
  private final UsageMeter usage;
  private final String instance;
  private final String process = UUID.randomUUID().toString().substring(0, 8);
  private final int workers;
  private final Semaphore free;
  private final RunningTenants running = new RunningTenants();
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch giveBack = new CountDownLatch(1);
  private final ExecutorService runs;
  private final Thread claiming;
  private boolean formerReleased;
  private volatile String fault = "";
  private long claims;

  /**
   * Workers that do nothing before {@link #begin}.
   *
   * @param instance a name that no other living server has (its host and port), and that a
   *     restarted one has again: it frees at once what its dead predecessor held
   * @param workers how many tasks run at once
   */
  public TaskWorkers(
      TenantDatabase database,
      Registry registry,
      TaskQueue queue,
      TaskMetrics metrics,
      UsageMeter usage,
      String instance,
      int workers) {
    this.database = database;
    this.registry = registry;
    this.queue = queue;
    this.metrics = metrics;
    this.usage = usage;
    this.instance = instance;
    this.workers = workers;
    this.free = new Semaphore(workers);
    this.runs = Executors.newCachedThreadPool(task -> new Thread(task, "task"));
    this.claiming = new Thread(this::claimUntilStopped, "task-claims");
  }

  /** The organisations whose tasks run here, to be told of their suspension. */
  public SuspensionWatch.Running running() {
    return running;
  }

  public void begin() {
    claiming.start();
  }

  /** Says that a task has just been committed. */
  public void wake() {
    wake.release();
  }

  /**
   * How the running of tasks is.
   *
   * @param queue as it was lately
   */
  public PartHealth health(TaskMetrics.Queue queue) {
    if (!claiming.isAlive()) {
      return PartHealth.down(PART, "No tasks are begun.");
    }
    if (!fault.isEmpty()) {
      return PartHealth.down(PART, "No tasks can be begun at present.");
    }
    long minutes = Duration.ofMillis((long) (queue.oldestSeconds() * 1000)).toMinutes();
    return minutes >= LONG_WAIT.toMinutes()
        ? PartHealth.degraded(PART, "Tasks wait for up to " + minutes + " minutes.")
        : PartHealth.ok(PART, "Tasks are begun as they come.");
  }

  private void claimUntilStopped() {
    try {
      while (stopped.getCount() > 0) {
        free.acquire();
        int places = 1 + free.drainPermits();
        int taken = claim(places);
        free.release(places - taken);
        if (taken < places) {
          Duration pause = fault.isEmpty() ? POLL : AFTER_FAULT;
          wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
          wake.drainPermits();
        }
      }
    } catch (InterruptedException ended) {
      LOG.debug("claims no more");
    }
  }

  /** Claims and begins to run what is due, at most so many; none while the database is away. */
  private int claim(int most) {
    try {
      if (!formerReleased) {
        int released = queue.releaseOfFormer(instance);
        formerReleased = true;
        if (released > 0) {
          LOG.info("Took up {} tasks that this server held when it was last stopped.", released);
        }
      }
      // A name of its own for each claim: a worker can never take another's job for its own.
      String named = instance + "/" + process;
      List<TaskQueue.Claim> claimed = queue.claim(named, named + "-" + claims++, most, share());
      recovered();
      claimed.forEach(claim -> runs.execute(() -> run(claim)));
      return claimed.size();
    } catch (RuntimeException | Error problem) {
      // Errors, too: this thread must outlive a moment without memory, or nothing runs any more.
      failed(problem);
      return 0;
    }
  }

  /** How many workers one organisation may have: a quarter is always left for the others. */
  private int share() {
    return Math.max(1, workers * 3 / 4);
  }

  private void recovered() {
    if (!fault.isEmpty()) {
      LOG.info("Tasks are claimed again.");
      fault = "";
    }
  }

  private void failed(Throwable problem) {
    String reason =
        problem instanceof DatabaseUnavailable ? "the database is away" : problem.toString();
    if (stopped.getCount() > 0 && !reason.equals(fault)) {
      LOG.warn("No tasks can be claimed: {}. Trying again every second.", reason);
      fault = reason;
    }
  }

  private void run(TaskQueue.Claim claim) {
    try {
      Tenant tenant = tenant(claim);
      MDC.put(Logging.TENANT, tenant.slug());
      Job job = new Job(tenant, claim.taskId(), claim.holder());
      HeldTask held = new HeldTask(database, job);
      running.begins(tenant.id());
      try {
        new TaskRun(job, held, metrics, usage, giveBack, () -> running.isOver(tenant.id())).run();
      } finally {
        running.ended(tenant.id());
      }
    } catch (InterruptedException ended) {
      LOG.debug("stopped before it began", ended);
    } catch (RuntimeException | Error problem) {
      LOG.error("Task {} could not be run; its lease will run out.", claim.taskId(), problem);
    } finally {
      MDC.clear();
      free.release();
      // The organisation that it was for may have another one, for which it had no share.
      wake.release();
    }
  }

  private Tenant tenant(TaskQueue.Claim claim) throws InterruptedException {
    while (true) {
      try {
        return registry
            .byId(claim.tenantId())
            .orElseThrow(
                () -> new IllegalStateException("no organisation has the id " + claim.tenantId()));
      } catch (DatabaseUnavailable away) {
        if (giveBack.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new InterruptedException("the server stops");
        }
      }
    }
  }

  /** The first part of stopping: what is claimed runs on, nothing is added. */
  public void claimNoMore() {
    stopped.countDown();
    claiming.interrupt();
  }

  /**
   * Claims no more, lets what runs go on for {@link #GRACE}, gives back what is left then, and
   * returns within another 6 seconds whatever the database does.
   */
  @Override
  public void close() {
    claimNoMore();
    try {
      claiming.join(GRACE.toMillis());
      runs.shutdown();
      if (free.tryAcquire(workers, GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      giveBack.countDown();
      if (!runs.awaitTermination(GIVING_BACK.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Some tasks could not be given back in time; their leases will run out.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      giveBack.countDown();
      runs.shutdownNow();
    }
  }
}
