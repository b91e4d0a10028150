package com.genericcorp.hq.verify;

import com.genericcorp.hq.verify.checks.CertificateDays;
import com.genericcorp.hq.verify.checks.CertificateNames;
import com.genericcorp.hq.verify.checks.CertificateTrust;
import com.genericcorp.hq.verify.checks.Check;
import com.genericcorp.hq.verify.checks.Connect;
import com.genericcorp.hq.verify.checks.Finding;
import com.genericcorp.hq.verify.checks.HostAndHeaderAgree;
import com.genericcorp.hq.verify.checks.Hsts;
import com.genericcorp.hq.verify.checks.KeyAccepted;
import com.genericcorp.hq.verify.checks.KeyRefusedElsewhere;
import com.genericcorp.hq.verify.checks.KeyRequired;
import com.genericcorp.hq.verify.checks.LimitAnswers;
import com.genericcorp.hq.verify.checks.LiveUpdates;
import com.genericcorp.hq.verify.checks.MetricsPrivate;
import com.genericcorp.hq.verify.checks.PageLoads;
import com.genericcorp.hq.verify.checks.RedirectToHttps;
import com.genericcorp.hq.verify.checks.SecurityHeaders;
import com.genericcorp.hq.verify.checks.SignIn;
import com.genericcorp.hq.verify.checks.Site;
import com.genericcorp.hq.verify.checks.StatusOk;
import com.genericcorp.hq.verify.checks.TaskRuns;
import com.genericcorp.hq.verify.checks.TlsVersions;
import com.genericcorp.hq.verify.checks.UsageCounted;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether an environment is really up, seen from where its users are. Safe in production: it works
 * as the reserved probe organisation and leaves nothing but a finished task there.
 */
public final class Verification {
  /** Everything that is checked, in the order of the results. */
  static final List<Check> CHECKS =
      List.of(
          new Connect(), // the names lead to addresses, and each of them accepts connections
          new CertificateTrust(), // by the environment's authorities, with every link sent
          new CertificateNames(), // for the public host and for an organisation's
          new CertificateDays(), // renewal works
          new TlsVersions(), // 1.2 or newer is spoken, older is refused
          new RedirectToHttps(), // plain HTTP leads to the same page over TLS
          new SecurityHeaders(), // on pages and on the API's errors
          new Hsts(), // exactly as the environment says; a wrong one cannot be taken back
          new StatusOk("health", "/health"), // the process lives
          new StatusOk("ready", "/ready"), // database and schema are there
          new MetricsPrivate(), // they name organisations
          new KeyRequired(), // no key or a wrong one: 401
          new KeyAccepted(), // and the right one opens the probe, so that refusals mean something
          new KeyRefusedElsewhere(), // an organisation's key is good at its own address only
          new HostAndHeaderAgree(), // a request that names two organisations belongs to none
          new PageLoads(), // from its own host, under a strict policy
          new SignIn(), // invited, known by cookies, gone after signing out
          new LimitAnswers(), // one too many is refused, and says what to do
          new UsageCounted(), // what is to be billed is counted
          new LiveUpdates(), // every proxy in between passes events on as they come
          new TaskRuns()); // queue, workers and database work together

  /** More would shake more hands at once, each of them costly, and gain nothing locally. */
  private static final int AT_ONCE = 4;

  private Verification() {}

  /** Runs the checks with the usual limits: see {@link #run(Target, Limits)}. */
  public static Report run(Target target) {
    return run(target, Limits.DEFAULT);
  }

  /**
   * Runs the checks side by side, as none depends on another, and returns when all have ended or
   * their time is over.
   *
   * @throws com.genericcorp.hq.cli.InvalidInput when the target's CA certificate cannot be read
   */
  public static Report run(Target target, Limits limits) {
    return run(CHECKS, target, limits);
  }

  /**
   * Runs the checks that need no key; each of the others has failed.
   *
   * @param target with a key that is nobody's
   * @param why there is none
   */
  public static Report withoutKey(Target target, String why) {
    List<Check> keyless = CHECKS.stream().filter(check -> !check.needsKey()).toList();
    List<Result> seen = new ArrayList<>(run(keyless, target, Limits.DEFAULT).checks());
    int at = 0;
    for (Check check : CHECKS) {
      if (check.applies(target)) {
        if (check.needsKey()) {
          seen.add(at, result(check, target, Finding.fault(why), 0));
        }
        at++;
      }
    }
    return new Report(target.environment(), seen);
  }

  /** Runs these checks alone. */
  public static Report run(List<Check> all, Target target, Limits limits) {
    List<Check> checks = all.stream().filter(check -> check.applies(target)).toList();
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Verification::daemon);
    try (Wire wire = wire(target, limits)) {
      Site site = new Site(target, limits, wire);
      Deque<Future<Result>> running = new ArrayDeque<>();
      for (int at = checks.size() - 1; at >= 0; at--) { // the last one takes longest
        Check check = checks.get(at);
        running.addFirst(threads.submit(() -> result(check, site)));
      }
      List<Result> results = new ArrayList<>();
      for (Check check : checks) {
        long left = limits.total().toNanos() - (System.nanoTime() - start);
        results.add(await(running.removeFirst(), left, check, site));
      }
      return new Report(target.environment(), results);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A thread that does not keep the process alive: a name server's silence cannot be cut short. */
  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "hq-verify");
    thread.setDaemon(true);
    return thread;
  }

  private static Wire wire(Target target, Limits limits) {
    return new Wire(target.connect(), target.ca(), target.httpsPort(), target.httpPort(), limits);
  }

  private static Result await(Future<Result> running, long nanosLeft, Check check, Site site) {
    try {
      return running.get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
    } catch (TimeoutException problem) {
      long millis = site.limits().total().toMillis();
      Finding late = Finding.fault("not finished within " + millis + " ms");
      return result(check, site.target(), late, millis);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      return result(check, site.target(), Finding.fault("interrupted"), 0);
    } catch (ExecutionException problem) {
      throw new IllegalStateException(check.name(), problem.getCause());
    }
  }

  private static Result result(Check check, Site site) throws InterruptedException {
    long start = System.nanoTime();
    Finding finding;
    try {
      finding = check.look(site);
    } catch (NoAnswer problem) {
      finding = Finding.fault(String.valueOf(problem.getMessage()));
    } catch (RuntimeException problem) {
      finding = Finding.fault("this check has a fault of its own: " + problem);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return result(check, site.target(), finding, millis);
  }

  private static Result result(Check check, Target target, Finding finding, long millis) {
    String seen = target.probeKey().redact(finding.seen());
    return new Result(check.name(), check.expected(target), seen, finding.ok(), millis);
  }
}
