package com.genericcorp.hq.verify;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One verification: from where users are and, on a platform that has such a view, from within. What
 * could not be looked at has failed; what can be is looked at all the same.
 *
 * @param view the platform's from within, if it has one and it is here
 * @param variables the process's environment
 */
record Verifying(
    Environment environment,
    EnvironmentTarget where,
    Optional<InsideView> view,
    Path root,
    Map<String, String> variables) {
  /** The platform whose environments tell more than their users see. */
  private static final Platform WITH_INSIDE = Platform.AWS;

  /**
   * Looks.
   *
   * @param fromOutside whether to leave out the view from within
   */
  TimedReport report(boolean fromOutside) {
    if (fromOutside || environment.platform() != WITH_INSIDE) {
      return TimedReport.of(where.of(environment, root, variables));
    }
    long start = System.nanoTime();
    Optional<ApiKey> given = where.given(variables);
    List<Result> results = new ArrayList<>();
    try (Inside inside = inside()) {
      results.addAll(outside(given, inside).checks());
      results.addAll(inside.look());
    } catch (Failed problem) {
      long millis = millisSince(start);
      if (results.isEmpty()) {
        results.addAll(outside(given, problem).checks());
      }
      results.add(unseen(problem, millis));
    }
    return new TimedReport(new Report(environment.name(), results), millisSince(start));
  }

  private Inside inside() {
    return view.orElseThrow(
            () ->
                new Failed(
                    "The class path has nothing that looks into platform %s: start it by"
                        + " 'scripts/hq verify %s'",
                    environment.platform(), environment.name()))
        .of(environment, root, variables);
  }

  private Report outside(Optional<ApiKey> given, Inside inside) {
    return given.isPresent() ? outside(given.get()) : outside(inside.probeKey());
  }

  private Report outside(Optional<ApiKey> given, Failed problem) {
    if (given.isPresent()) {
      return outside(given.get());
    }
    Target target = where.of(environment, root, ApiKey::nobodys);
    return Verification.withoutKey(
        target,
        "not asked, for want of the probe's key: see '%s' below, or give the key by --keys"
            .formatted(environment.platform()));
  }

  private Report outside(ApiKey key) {
    return Verification.run(where.of(environment, root, () -> key));
  }

  private Result unseen(Failed problem, long millis) {
    return new Result(
        environment.platform().toString(),
        "the environment is looked at from within, too, or left out by --from-outside",
        String.valueOf(problem.getMessage()),
        false,
        millis);
  }

  private static long millisSince(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
